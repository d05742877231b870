using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>
/// A 3x3 convolution whose weights a style scales, without bias (Karras et al. 2020, arXiv:1912.04958, section 2.2, eq.
/// 1 to 3): maps [N, C, H, W] and styles [N, w] → [N, K, H, W], or doubled sides. Demodulation makes the deviation of
/// the output 1 where that of the input is.
/// </summary>
/// <remarks>
/// Weights of each sample's own are never made: scaling the input by s and the output by the demodulation d gives the
/// same, and one ordinary convolution serves all samples. The kernels
/// take no convolutions in groups. The rate is equalised, as in <see cref="EqualizedConvolution"/>.
/// </remarks>
public sealed class ModulatedConvolution : Module<Tensor, Tensor, Tensor>, ISamplewise, IGraphed
{
    private readonly Module<Tensor, Tensor> style;
    private readonly Func<Tensor, Tensor, Tensor?, Tensor> operation;
    private readonly bool upsample;
    private readonly double gain;
    private readonly double scale;
    private readonly Parameter weight;
    private readonly long channels;

    /// <summary>Makes the layer.</summary>
    /// <param name="from">Maps C. At least 1.</param>
    /// <param name="to">Maps K. At least 1.</param>
    /// <param name="styleSize">Entries w of a style, which a linear layer makes scales of; they start around 1. At
    /// least 1.</param>
    /// <param name="upsample">True doubles the sides, with the filter [1, 3, 3, 1] behind the convolution.</param>
    /// <param name="gain">What the output is multiplied by. Above 0. √2 before a leaky ReLU.</param>
    /// <param name="spec">Says how the training wants the convolution computed; null for float32.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public ModulatedConvolution(
        long from,
        long to,
        long styleSize,
        bool upsample = false,
        double gain = 1,
        NetworkSpec? spec = null
    )
        : base(nameof(ModulatedConvolution))
    {
        Argument.Within(1, int.MaxValue, from);
        Argument.Within(1, int.MaxValue, to);
        Argument.Within(1, int.MaxValue, styleSize);
        Argument.Above(0, gain);
        this.upsample = upsample;
        this.gain = gain;
        channels = from;
        scale = 1 / Math.Sqrt(9.0 * from);
        style = new EqualizedLinear(styleSize, from, biasStart: 1);
        var layer = Conv2d(from, to, 3, padding: 1, bias: false);
        init.normal_(layer.weight!);
        ChannelsLast.Convert(layer);
        operation = ChannelsLast.Operation(spec, layer);
        weight = layer.weight!;
        RegisterComponents();
    }

    private static float[] Numbers(Tensor values)
    {
        using var plain = values.detach().cpu();
        return plain.data<float>().ToArray();
    }

    /// <summary>Maps under styles.</summary>
    /// <param name="input">[N, C, H, W].</param>
    /// <param name="styles">[N, w].</param>
    /// <exception cref="ArgumentException">One is null or has another shape or type.</exception>
    public override Tensor forward(Tensor input, Tensor styles)
    {
        LayerInput.Require(input, weight, nameof(ModulatedConvolution), channels);
        LayerInput.Present(styles, nameof(styles));
        if (styles.dim() != 2 || styles.size(0) != input.size(0))
        {
            throw new ArgumentException(
                $"ModulatedConvolution reads a style for each of {input.size(0)} samples, but styles are "
                    + $"{ShapeText.Of(styles.shape)}.",
                nameof(styles)
            );
        }
        using var scope = NewDisposeScope();
        var scales = style.call(styles); // [N, C]
        var scaled = weight * scale;
        var squares = scaled.square().sum([2, 3]); // [K, C]
        var demodulation = (scales.square().mm(squares.t()) + 1e-8).rsqrt() * gain; // [N, K]
        var maps = input * scales.unsqueeze(2).unsqueeze(3);
        var output = upsample
            ? FoldedFilter.Shuffle(operation(maps, FoldedFilter.OfUp(scaled), null))
            : operation(maps, scaled, null);
        return scope.MoveToOuter(output * demodulation.unsqueeze(2).unsqueeze(3));
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition)
    {
        using var scope = NewDisposeScope();
        var scaled = weight * scale;
        var squares = scaled.square().sum([2, 3]).t().contiguous(); // [C, K]
        var scales = graph.Call(style, condition!); // [N, C]
        var power = graph.MatMul(graph.Multiply(scales, scales), graph.Constant([.. squares.shape], Numbers(squares)));
        var length = graph.Each("Sqrt", graph.Shift(power, 1e-8));
        var demodulation = graph.Divide(graph.Constant([], (float)gain), length);
        var maps = graph.Multiply(input, graph.Reshape(scales, -1, channels, 1, 1));
        var kernel = graph.Weight(upsample ? FoldedFilter.OfUp(scaled) : scaled, weight);
        var output = graph.Convolution(maps, kernel, padding: [1]);
        return graph.Multiply(
            upsample ? graph.Shuffle(output) : output,
            graph.Reshape(demodulation, -1, squares.size(1), 1, 1)
        );
    }
}
