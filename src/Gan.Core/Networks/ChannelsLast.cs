using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan;

/// <summary>
/// Lays the weights of a network's convolutions out with the channels innermost (PyTorch's channels_last), which their outputs follow: shapes
/// and values stay, and convolutions take half the time or less. Networks whose layers read maps through <c>flatten</c> and never through
/// <c>view</c> call it at the end of their construction.
/// </summary>
internal static class ChannelsLast
{
    /// <summary>
    /// A convolution in the precision that the spec asks for; in bfloat16 its weights are laid out at once, because it is no convolution for <see cref="Convert(nn.Module)"/>
    /// afterwards.
    /// </summary>
    internal static nn.Module<Tensor, Tensor> InPrecision(SampleSpec spec, Convolution layer)
    {
        if (!Rounds(spec, layer)) return layer;
        Convert(layer);
        return spec.InPrecision(layer);
    }

    /// <summary>The same with its weights laid out and under spectral normalisation.</summary>
    internal static SpectralNorm Normalised(SampleSpec spec, Conv2d layer)
    {
        Convert(layer);
        return new SpectralNorm(layer, mixedPrecision: Rounds(spec, layer));
    }

    // What float32 filters in as little time stays in it.
    private static bool Rounds(SampleSpec spec, Convolution layer) =>
        spec.MixedPrecision && MixedPrecisionLayer.Suits(layer) && !(spec.OnProcessor && Filtered(layer));

    // Channels last, these are computed by Winograd's filtering (docs/decisions/0013), which saves as many multiplications as bfloat16 saves time, unless
    // their transformed weights are too large: the numbers are values of a transform for each weight, and floats in 96 MiB.
    private static bool Filtered(Convolution layer)
    {
        var values = (layer.kernel_size, layer.stride) switch
        {
            ([4, 4], [2, 2]) or ([3, 3], [1, 1]) => 36,
            ([5, 5], [1, 1]) => 64,
            ([5, 5], [2, 2]) => 144,
            _ => 0,
        };
        return values > 0 && layer.in_channels % 32 == 0 && layer.out_channels % 32 == 0 && values * layer.in_channels * layer.out_channels <= 24 << 20;
    }

    internal static void Convert(nn.Module network)
    {
        foreach (var layer in network.modules().OfType<Convolution>()) Convert(layer);
    }

    internal static void Convert(Convolution layer)
    {
        if (layer.weight.dim() != 4) return;
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var weight = layer.weight;
        // A copy into memory of its own: with one channel, permute alone would keep the strides that tell nothing.
        var inner = empty([weight.size(0), weight.size(2), weight.size(3), weight.size(1)], weight.dtype, weight.device);
        inner.copy_(weight.permute(0, 2, 3, 1));
        layer.weight = (Parameter)new Parameter(inner.permute(0, 3, 1, 2), weight.requires_grad).DetachFromDisposeScope();
        weight.Dispose();
    }
}
