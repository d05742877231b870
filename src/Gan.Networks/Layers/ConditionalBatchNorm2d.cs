using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>
/// Batch normalisation whose scale and shift belong to the class (Dumoulin et al. 2017, arXiv:1610.07629, section 2.2;
/// de Vries et al. 2017, arXiv:1707.00683): [N, C, H, W] and a condition → [N, C, H, W]. All classes share the running
/// mean and variance.
/// </summary>
/// <remarks>
/// γ = 1 + scale[label] and β = shift[label], with both tables [K, C] at 0 in the beginning. A condition may also be a
/// vector, float [N, K]: then γ = 1 + c·scale and β = c·shift, of which a label is the one-hot case.
/// </remarks>
public sealed class ConditionalBatchNorm2d : Module<Tensor, Tensor?, Tensor>, IGraphed
{
    private readonly Module<Tensor, Tensor> norm;
    private readonly Parameter scale;
    private readonly Parameter shift;

    /// <summary>Makes the layer.</summary>
    /// <param name="maps">Feature maps C. At least 1.</param>
    /// <param name="classes">Number of classes K, or entries of the condition. At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    public ConditionalBatchNorm2d(long maps, long classes)
        : base(nameof(ConditionalBatchNorm2d))
    {
        Argument.Within(1, int.MaxValue, maps);
        Argument.Within(1, int.MaxValue, classes);
        norm = BatchNorm2d(maps, affine: false);
        using var start = zeros(classes, maps);
        using var other = zeros(classes, maps);
        scale = new Parameter(start);
        shift = new Parameter(other);
        RegisterComponents();
        this.LeaveScopes();
    }

    /// <summary>Normalises each map over the batch, then scales and shifts it by the sample's condition.</summary>
    /// <param name="input">[N, C, H, W].</param>
    /// <param name="condition">Labels, int64 [N] in [0, K), or vectors, float [N, K].</param>
    /// <exception cref="ArgumentNullException">There is no condition.</exception>
    /// <exception cref="ArgumentException">The input or the condition has another shape.</exception>
    public override Tensor forward(Tensor input, Tensor? condition)
    {
        if (condition is null)
        {
            throw new ArgumentNullException(
                nameof(condition),
                "Conditional batch normalisation needs a condition for each sample, but got none. "
                    + "Use WithConditioning(…), or leave ConditionalBatchNorm out."
            );
        }
        LayerInput.Require(input, 4, nameof(ConditionalBatchNorm2d), "N, C, H, W");
        LayerInput.Require(input, scale, nameof(ConditionalBatchNorm2d), 4, 1, scale.size(1));
        using var scope = NewDisposeScope();
        var gamma = Row(scale, condition, input.size(0));
        var beta = Row(shift, condition, input.size(0));
        return scope.MoveToOuter(norm.call(input) * (gamma + 1) + beta);
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition)
    {
        var maps = scale.size(1);
        var known = condition ?? throw graph.Refusal(this, "it gets no condition");
        var gamma = graph.Shift(graph.Reshape(graph.Rows(graph.Weight(scale), known), -1, maps, 1, 1), 1);
        var beta = graph.Reshape(graph.Rows(graph.Weight(shift), known), -1, maps, 1, 1);
        return graph.Add(graph.Multiply(graph.Call(norm, input), gamma), beta);
    }

    private static Tensor Row(Tensor table, Tensor condition, long count)
    {
        var label = condition.dtype == ScalarType.Int64;
        long[] expected = label ? [count] : [count, table.size(0)];
        if (!condition.shape.SequenceEqual(expected))
        {
            throw new ArgumentException(
                $"The condition must be labels int64 [{count}] or vectors [{count}, {table.size(0)}], "
                    + $"but was {condition.dtype} {ShapeText.Of(condition.shape)}.",
                nameof(condition)
            );
        }
        return (label ? table.index_select(0, condition) : condition.mm(table)).unsqueeze(2).unsqueeze(3);
    }
}
