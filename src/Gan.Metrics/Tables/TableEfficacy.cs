using Gan.Data;

namespace Gan.Metrics;

/// <summary>
/// Whether a synthetic table teaches as well as the real one: a decision tree learns one column from the others, once
/// on each table, and is tried on real rows that neither has (train on synthetic, test on real; Esteban et al. 2017,
/// arXiv:1706.02633).
/// </summary>
/// <param name="Target">The column that is told.</param>
/// <param name="IsNumber">Whether it holds numbers.</param>
/// <param name="Real">Score of the tree that learnt from real rows: the macro-averaged F1 of words, at most 1; R² of
/// numbers, at most 1.</param>
/// <param name="Synthetic">Score of the tree that learnt from synthetic ones.</param>
public sealed record TableEfficacy(string Target, bool IsNumber, double Real, double Synthetic)
{
    /// <summary>Tries one column.</summary>
    /// <param name="encoding">Which columns there are.</param>
    /// <param name="target">Name of the column to be told; rows where it is missing are left out.</param>
    /// <param name="real">The rows that were learnt from.</param>
    /// <param name="synthetic">The rows to judge.</param>
    /// <param name="test">Real rows that were not learnt from.</param>
    /// <exception cref="ArgumentException">There is no such column or no other, a table has no rows, or a row has other
    /// cells than the encoding says.</exception>
    public static TableEfficacy Of(
        TableEncoding encoding,
        string target,
        IReadOnlyList<IReadOnlyList<string>> real,
        IReadOnlyList<IReadOnlyList<string>> synthetic,
        IReadOnlyList<IReadOnlyList<string>> test
    )
    {
        ArgumentNullException.ThrowIfNull(encoding);
        ArgumentNullException.ThrowIfNull(target);
        var place = encoding.Columns.ToList().FindIndex(column => column.Name == target);
        if (place < 0 || encoding.Columns.Count < 2)
        {
            throw new ArgumentException(
                $"A column is told by others, but '{target}' is none of "
                    + $"{string.Join(", ", encoding.Columns.Select(column => $"'{column.Name}'"))}, or the only one.",
                nameof(target)
            );
        }
        var learnt = ColumnCells.Of(encoding, real, nameof(real));
        var made = ColumnCells.Of(encoding, synthetic, nameof(synthetic));
        var tried = ColumnCells.Of(encoding, test, nameof(test));
        var task = new TreeTask(learnt, tried, place);
        return new TableEfficacy(target, task.IsNumber, task.Score(learnt), task.Score(made));
    }
}
