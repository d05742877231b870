using Gan.Data;

namespace Gan.Metrics;

/// <summary>What to look at before a synthetic table is trusted: columns, pairs of columns, and how near its rows are
/// to those that were learnt from.</summary>
public sealed record TableComparison
{
    private TableComparison() { }

    /// <summary>How alike each column is.</summary>
    public required IReadOnlyList<ColumnSimilarity> Columns { get; init; }

    /// <summary>How alike each two columns go together.</summary>
    public required IReadOnlyList<PairSimilarity> Pairs { get; init; }

    /// <summary>How near rows are to those that were learnt from.</summary>
    public required RecordDistances Distances { get; init; }

    /// <summary>Rows of the real table.</summary>
    public required long RealRows { get; init; }

    /// <summary>Rows of the synthetic table.</summary>
    public required long SyntheticRows { get; init; }

    /// <summary>Mean similarity of the columns, in [0, 1].</summary>
    public double ColumnSimilarity => Columns.Average(column => column.Similarity);

    /// <summary>Mean similarity of the pairs, in [0, 1]; 1 for a table of one column.</summary>
    public double PairSimilarity => Pairs.Select(pair => pair.Similarity).DefaultIfEmpty(1).Average();

    /// <summary>Compares two tables of the same columns.</summary>
    /// <param name="encoding">Which columns there are.</param>
    /// <param name="real">The rows that were learnt from, such as <see cref="CsvTable.ToRows"/>.</param>
    /// <param name="synthetic">The rows to judge.</param>
    /// <param name="heldOut">Real rows that were not learnt from; null without any, which leaves the attack
    /// out.</param>
    /// <exception cref="ArgumentException">A table has no rows, or a row has other cells than the encoding
    /// says.</exception>
    public static TableComparison Of(
        TableEncoding encoding,
        IReadOnlyList<IReadOnlyList<string>> real,
        IReadOnlyList<IReadOnlyList<string>> synthetic,
        IReadOnlyList<IReadOnlyList<string>>? heldOut = null
    )
    {
        ArgumentNullException.ThrowIfNull(encoding);
        var truth = ColumnCells.Of(encoding, real, nameof(real));
        var made = ColumnCells.Of(encoding, synthetic, nameof(synthetic));
        var others = heldOut is null ? null : ColumnCells.Of(encoding, heldOut, nameof(heldOut));
        var pairs = new List<PairSimilarity>();
        for (var first = 0; first < truth.Length; first++)
        {
            for (var second = first + 1; second < truth.Length; second++)
            {
                pairs.Add(Metrics.PairSimilarity.Of(truth, made, first, second));
            }
        }
        return new TableComparison
        {
            Columns = [.. truth.Zip(made, Metrics.ColumnSimilarity.Of)],
            Pairs = pairs,
            Distances = RecordDistances.Of(truth, made, others),
            RealRows = real.Count,
            SyntheticRows = synthetic.Count,
        };
    }

    /// <summary>Writes a page with all of it, in one file that needs nothing else; an existing file is
    /// replaced.</summary>
    /// <param name="path">Where to; its folder must exist.</param>
    /// <param name="title">The page's heading.</param>
    public void SaveHtml(string path, string title = "Synthetic table")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(title);
        File.WriteAllText(path, TablePage.Of(this, title));
    }

    /// <summary>The means in a line.</summary>
    public override string ToString() =>
        $"Columns {ColumnSimilarity:0.000}, pairs {PairSimilarity:0.000}, copied rows {Distances.CopiedRows:0.0 %}";
}
