using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>
/// A fully connected layer with an equalised rate (Karras et al. 2018, arXiv:1710.10196, section 4.1): [N, I] → [N, O],
/// y = x·(c·W)ᵀ + b. The weights stand as N(0, 1), and c = gain / √I scales them in each pass, so that Adam changes
/// layers of all widths at one speed.
/// </summary>
public sealed class EqualizedLinear : Module<Tensor, Tensor>, ISamplewise, IGraphed
{
    private readonly Parameter weight;
    private readonly Parameter? bias;
    private readonly long features;
    private readonly double scale;
    private readonly double shift;

    /// <summary>Makes the layer.</summary>
    /// <param name="from">Features I. At least 1.</param>
    /// <param name="to">Features O. At least 1.</param>
    /// <param name="gain">What the output is multiplied by. Above 0. √2 before a ReLU, which a leaky one leaves in
    /// front: √2 · f(x) = f(√2 · x).</param>
    /// <param name="rate">Factor on the learning rate. Above 0. StyleGAN's mapping has 0.01: weights stand as N(0, 1) /
    /// rate and are multiplied by it in each pass.</param>
    /// <param name="biasStart">What the bias starts as, within a million.</param>
    /// <param name="bias">False leaves the bias out.</param>
    /// <param name="biasGain">What the bias is multiplied by in place of the gain. Above 0. Progressive growing has 1;
    /// null for the gain.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public EqualizedLinear(
        long from,
        long to,
        double gain = 1,
        double rate = 1,
        double biasStart = 0,
        bool bias = true,
        double? biasGain = null
    )
        : base(nameof(EqualizedLinear))
    {
        Argument.Within(1, int.MaxValue, from);
        Argument.Within(1, int.MaxValue, to);
        Argument.Above(0, gain);
        Argument.Above(0, rate);
        Argument.Within(-1e6, 1e6, biasStart);
        features = from;
        scale = gain * rate / Math.Sqrt(from);
        shift = rate * (biasGain is { } other ? Argument.Above(0, other, nameof(biasGain)) : gain);
        using var scope = NewDisposeScope();
        weight = new Parameter(randn(to, from) / rate);
        this.bias = bias ? new Parameter(full([to], biasStart / rate)) : null;
        RegisterComponents();
        this.LeaveScopes();
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The input is null or not [N, I].</exception>
    public override Tensor forward(Tensor input)
    {
        LayerInput.Require(input, weight, nameof(EqualizedLinear), features);
        using var scope = NewDisposeScope();
        var scaled = weight * scale;
        var start = shift == 1 ? bias : bias?.mul(shift);
        return scope.MoveToOuter(
            LayerKernels.Current?.Linear(input, scaled, start) ?? functional.linear(input, scaled, start)
        );
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition)
    {
        using var scope = NewDisposeScope();
        var start = bias is null ? null : graph.Weight(bias * shift, bias);
        return graph.Linear(input, graph.Weight(weight * scale, weight), start);
    }
}
