using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>What the condition is in all normalisations of a generator: a row for each class, or their sum weighted by
/// a vector.</summary>
internal sealed class BigGanEmbedding : Module<Tensor, Tensor>, IGraphed
{
    private readonly Parameter table;

    internal BigGanEmbedding(long width, long size)
        : base(nameof(BigGanEmbedding))
    {
        using (var start = empty(width, size))
        {
            table = new Parameter(start);
        }
        init.orthogonal_(table);
        RegisterComponents();
        this.LeaveScopes();
    }

    /// <summary>A condition that can be looked up for so many samples.</summary>
    /// <exception cref="ArgumentException">It is another, or null.</exception>
    internal Tensor Checked(Tensor? condition, long count)
    {
        if (condition is null)
        {
            throw new ArgumentNullException(
                nameof(condition),
                "This generator needs a condition for each sample, but got none. Use WithConditioning(…)."
            );
        }
        var labels = condition.dtype == ScalarType.Int64;
        var fits =
            condition.dim() == (labels ? 1 : 2)
            && condition.size(0) == count
            && (labels || condition.size(1) == table.size(0));
        return fits
            ? condition
            : throw new ArgumentException(
                $"The condition must be labels int64 [{count}] or vectors [{count}, {table.size(0)}], but was "
                    + $"{condition.dtype} {ShapeText.Of(condition.shape)}.",
                nameof(condition)
            );
    }

    public override Tensor forward(Tensor condition)
    {
        var label = condition.dtype == ScalarType.Int64;
        return label ? table.index_select(0, condition) : condition.mm(table);
    }

    GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition) =>
        graph.Rows(graph.Weight(table), input);
}
