using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>
/// Maxout (Goodfellow et al. 2013, arXiv:1302.4389, section 2): of a linear layer's outputs the largest over the pieces
/// of each unit, [N, inputs] → [N, units].
/// </summary>
/// <remarks>Row p · units + u of the weight [pieces · units, inputs] is piece p of unit u.</remarks>
public sealed class Maxout : Module<Tensor, Tensor>, ISamplewise, IGraphed
{
    private readonly long units;
    private readonly int pieces;
    private readonly Parameter weight;
    private readonly Parameter bias;

    /// <summary>Makes the layer, with the first weights of a linear layer.</summary>
    /// <param name="inputs">Features of the input. At least 1.</param>
    /// <param name="units">Features of the output. At least 1.</param>
    /// <param name="pieces">Linear pieces of each unit. At least 1; the paper's networks have 2 to 5.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1, or the weight would have too many
    /// entries.</exception>
    public Maxout(long inputs, long units, int pieces)
        : base(nameof(Maxout))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(units, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(pieces, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(units, int.MaxValue / pieces);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(inputs, int.MaxValue / (units * pieces));
        TorchBackend.EnsureAvailable();
        this.units = units;
        this.pieces = pieces;
        var layer = Linear(inputs, units * pieces);
        weight = layer.weight!;
        bias = layer.bias!;
        RegisterComponents();
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The input is null, no [N, inputs], or of another type.</exception>
    public override Tensor forward(Tensor input)
    {
        LayerInput.Require(input, 2, nameof(Maxout), "N, inputs");
        LayerInput.Require(input, weight, nameof(Maxout), 2, 1, weight.size(1));
        return LayerKernels.Current?.Maxout(input, weight, bias, pieces) ?? Plain(input);
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition)
    {
        var rows = graph.Linear(input, graph.Weight(weight), graph.Weight(bias));
        var all = graph.Reshape(rows, -1, pieces, units);
        return graph.Node("ReduceMax", [all], [-1, units], ("axes", new long[] { 1 }), ("keepdims", 0L));
    }

    // Pooled as a map of pieces x 1 with its channels last: half the time of max or amax over a dimension.
    private Tensor Plain(Tensor input)
    {
        using var scope = NewDisposeScope();
        var maps = functional.linear(input, weight, bias).view(-1, pieces, 1, units).permute(0, 3, 1, 2);
        return scope.MoveToOuter(functional.max_pool2d(maps, [pieces, 1]).flatten(1));
    }
}
