using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>
/// A convolution with an equalised rate (Karras et al. 2018, arXiv:1710.10196, section 4.1): [N, C, H, W] → [N, K, H,
/// W]. The weights stand as N(0, 1), and gain / √(C·kernel²) scales them in each pass.
/// </summary>
public sealed class EqualizedConvolution : Module<Tensor, Tensor>, ISamplewise, IGraphed
{
    private readonly Func<Tensor, Tensor, Tensor?, Tensor> operation;
    private readonly Parameter weight;
    private readonly Parameter? bias;
    private readonly long channels;
    private readonly double scale;
    private readonly double shift;

    /// <summary>Makes the layer, padded so that it keeps the sides.</summary>
    /// <param name="from">Maps C. At least 1.</param>
    /// <param name="to">Maps K. At least 1.</param>
    /// <param name="kernel">Side of the kernel, an odd number.</param>
    /// <param name="gain">What the output, bias included, is multiplied by. Above 0. √2 before a leaky ReLU.</param>
    /// <param name="bias">False leaves the bias out, which starts at 0.</param>
    /// <param name="spec">Says how the training wants the convolution computed; null for float32.</param>
    /// <param name="biasGain">What the bias is multiplied by instead. Above 0. Progressive growing has 1, StyleGAN2 the
    /// gain, which is null.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public EqualizedConvolution(
        long from,
        long to,
        long kernel,
        double gain = 1,
        bool bias = true,
        NetworkSpec? spec = null,
        double? biasGain = null
    )
        : base(nameof(EqualizedConvolution))
    {
        Argument.Within(1, int.MaxValue, from);
        Argument.Within(1, int.MaxValue, to);
        Argument.Must(kernel is > 0 and < 1000 && kernel % 2 == 1, "be odd", kernel);
        Argument.Above(0, gain);
        channels = from;
        shift = biasGain is { } other ? Argument.Above(0, other, nameof(biasGain)) : gain;
        scale = gain / Math.Sqrt(from * kernel * kernel);
        var layer = Conv2d(from, to, kernel, padding: kernel / 2, bias: bias);
        init.normal_(layer.weight!);
        ChannelsLast.Convert(layer);
        operation = ChannelsLast.Operation(spec, layer);
        weight = layer.weight!;
        this.bias = layer.bias;
        if (this.bias is not null)
        {
            init.zeros_(this.bias);
        }
        RegisterComponents();
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The input is null or not [N, C, H, W].</exception>
    public override Tensor forward(Tensor input)
    {
        LayerInput.Require(input, weight, nameof(EqualizedConvolution), channels);
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(operation(input, weight * scale, shift == 1 ? bias : bias?.mul(shift)));
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition)
    {
        using var scope = NewDisposeScope();
        var kernel = graph.Weight(weight * scale, weight);
        var start = bias is null ? null : graph.Weight(bias * shift, bias);
        return graph.Convolution(input, kernel, start, padding: [weight.size(2) / 2, weight.size(3) / 2]);
    }
}
