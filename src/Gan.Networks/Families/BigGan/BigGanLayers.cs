using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>Layers of BigGAN: orthogonal weights and biases of 0 at the start (Saxe et al. 2014, arXiv:1312.6120),
/// under spectral normalisation.</summary>
internal sealed record BigGanLayers(NetworkSpec Spec)
{
    internal Module<Tensor, Tensor> Convolution(long from, long to, long kernel = 3) =>
        ChannelsLast.WithSpectralNorm(Spec, Started(from, to, kernel));

    /// <summary>Each pixel repeated 2x2, then a 3x3 convolution.</summary>
    internal Module<Tensor, Tensor> Doubling(long from, long to)
    {
        var layer = Started(from, to, kernel: 3);
        return SpectralNorm.Doubling(layer, ChannelsLast.Rounds(Spec, layer));
    }

    private static Conv2d Started(long from, long to, long kernel)
    {
        var layer = Conv2d(from, to, kernel, padding: kernel / 2);
        init.orthogonal_(layer.weight!);
        init.zeros_(layer.bias!);
        return layer;
    }

    internal Module<Tensor, Tensor> Dense(long from, long to, bool bias = true)
    {
        var layer = Linear(from, to, hasBias: bias);
        init.orthogonal_(layer.weight!);
        if (bias)
        {
            init.zeros_(layer.bias!);
        }
        return new SpectralNorm(layer, mixedPrecision: Spec.MixedPrecision && MixedPrecisionLayer.Suits(layer));
    }
}
