using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan;

/// <summary>
/// Lays the weights of a network's convolutions out with the channels innermost (PyTorch's channels_last), which their
/// outputs follow: shapes and values stay, and convolutions take half the time or less. For networks whose layers read
/// maps through <c>flatten</c> and never through <c>view</c>.
/// </summary>
internal static class ChannelsLast
{
    /// <summary>A convolution with its weights laid out, in the precision that the spec asks for.</summary>
    internal static nn.Module<Tensor, Tensor> InPrecision(ILayerPrecision spec, Convolution layer)
    {
        Convert(layer);
        return Rounds(spec, layer) ? MixedPrecisionLayer.Of(layer) : KernelLayer.Of(layer);
    }

    /// <summary>The convolution of a discriminator: under spectral normalisation where that is its norm.</summary>
    internal static nn.Module<Tensor, Tensor> Of(ILayerPrecision spec, Conv2d layer, DiscriminatorNorm norm) =>
        norm == DiscriminatorNorm.Spectral ? WithSpectralNorm(spec, layer) : InPrecision(spec, layer);

    /// <summary>The same under spectral normalisation.</summary>
    internal static SpectralNorm WithSpectralNorm(ILayerPrecision spec, Conv2d layer)
    {
        Convert(layer);
        return new SpectralNorm(layer, mixedPrecision: Rounds(spec, layer));
    }

    /// <summary>What a convolution computes of input, weight and bias, in the precision that a spec asks for: for
    /// modules that change the weights on the way. Null for float32.</summary>
    internal static Func<Tensor, Tensor, Tensor?, Tensor> Operation(ILayerPrecision? spec, Conv2d layer)
    {
        var operation = LayerOperation.Of(layer);
        return spec is not null && Rounds(spec, layer) ? LayerOperation.InBFloat16(operation) : operation;
    }

    /// <summary>Whether a convolution multiplies in bfloat16: one that the kernels compute as fast in float32 stays in
    /// it.</summary>
    internal static bool Rounds(ILayerPrecision spec, Convolution layer)
    {
        if (!spec.MixedPrecision || !MixedPrecisionLayer.Suits(layer))
        {
            return false;
        }
        return !spec.OnProcessor || LayerKernels.Current?.IsFastInFloat32(layer) != true;
    }

    internal static void Convert(Convolution layer)
    {
        if (layer.weight.dim() != 4)
        {
            return;
        }
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var weight = layer.weight;
        // A copy into memory of its own: with one channel, permute alone would keep the strides that tell nothing.
        var inner = empty(
            [weight.size(0), weight.size(2), weight.size(3), weight.size(1)],
            weight.dtype,
            weight.device
        );
        inner.copy_(weight.permute(0, 2, 3, 1));
        weight.set_(inner.permute(0, 3, 1, 2)); // the same parameter, which somebody may hold already
    }
}
