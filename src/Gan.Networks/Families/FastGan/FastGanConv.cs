using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>Convolutions of a FastGAN discriminator, each with its normalisation and LeakyReLU 0.2.</summary>
/// <param name="Spec">How they are computed.</param>
/// <param name="Norm">What follows them; never Auto.</param>
internal sealed record FastGanConv(NetworkSpec Spec, DiscriminatorNorm Norm)
{
    /// <summary>At the same sides.</summary>
    internal IEnumerable<(string, Module<Tensor, Tensor>)> Layers(
        long from,
        long to,
        long kernel,
        string number,
        bool normed = true
    ) => Of(FastGanWeights.Conv(from, to, kernel, padding: kernel / 2, bias: !Norms(normed)), number, normed);

    /// <summary>At half of the sides: 4x4, or 3 over an odd side, as in a DCGAN.</summary>
    internal IEnumerable<(string, Module<Tensor, Tensor>)> Halving(
        long from,
        long to,
        (long Height, long Width) sides,
        string number,
        bool normed = true
    )
    {
        var kernel = (4 - sides.Height % 2, 4 - sides.Width % 2);
        var layer = Conv2d(from, to, kernel, stride: (2, 2), padding: (1, 1), bias: !Norms(normed));
        return Of(FastGanWeights.Initialise(layer), number, normed);
    }

    /// <summary>A convolution alone, without padding.</summary>
    internal Module<Tensor, Tensor> Plain(long from, long to, long kernel) =>
        ChannelsLast.Of(Spec, FastGanWeights.Conv(from, to, kernel), Norm);

    private bool Norms(bool normed) => normed && Norm.IsLayer();

    private IEnumerable<(string, Module<Tensor, Tensor>)> Of(Conv2d layer, string number, bool normed)
    {
        yield return ($"conv{number}", ChannelsLast.Of(Spec, layer, Norm));
        if (Norms(normed))
        {
            yield return ($"norm{number}", Norm.Layer(layer.out_channels));
        }
        yield return ($"lrelu{number}", LeakyReLU(0.2, inplace: true));
    }
}

/// <summary>Weights N(0, 2 / fan-in) (He et al. 2015), which keep the scale at any width, and biases 0. The paper names
/// no distribution.</summary>
internal static class FastGanWeights
{
    internal static Conv2d Conv(long from, long to, long kernel, long padding = 0, bool bias = false) =>
        Initialise(Conv2d(from, to, kernel, padding: padding, bias: bias));

    internal static Conv2d Initialise(Conv2d layer)
    {
        init.kaiming_normal_(layer.weight!, a: 0.2, nonlinearity: init.NonlinearityType.LeakyReLU);
        if (layer.bias is { } bias)
        {
            init.zeros_(bias);
        }
        return layer;
    }
}
