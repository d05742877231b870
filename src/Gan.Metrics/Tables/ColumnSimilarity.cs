namespace Gan.Metrics;

/// <summary>A bar of two histograms.</summary>
/// <param name="Label">What is counted: a word, an interval, or nothing for missing cells.</param>
/// <param name="Real">Share of the real rows, in [0, 1].</param>
/// <param name="Synthetic">Share of the synthetic rows.</param>
public sealed record TableBar(string Label, double Real, double Synthetic);

/// <summary>How alike a column is in two tables.</summary>
/// <param name="Name">The column.</param>
/// <param name="IsNumber">Whether it holds numbers.</param>
/// <param name="Similarity">In [0, 1], 1 for equal. Of numbers 1 − the largest difference of the two distribution
/// functions (Kolmogorov 1933, Smirnov 1948), of words 1 − half the sum of the differences of their shares (total
/// variation).</param>
/// <param name="MissingReal">Share of missing cells in the real table.</param>
/// <param name="MissingSynthetic">The same in the synthetic one.</param>
/// <param name="Bars">The two histograms.</param>
public sealed record ColumnSimilarity(
    string Name,
    bool IsNumber,
    double Similarity,
    double MissingReal,
    double MissingSynthetic,
    IReadOnlyList<TableBar> Bars
)
{
    private const int MaxBars = 20;

    internal static ColumnSimilarity Of(ColumnCells real, ColumnCells synthetic)
    {
        var isNumber = real.Numbers is not null;
        return new ColumnSimilarity(
            real.Name,
            isNumber,
            isNumber ? 1 - Distance(real.Sorted, synthetic.Sorted) : 1 - Variation(real.Words, synthetic.Words),
            Missing(real),
            Missing(synthetic),
            isNumber ? Intervals(real, synthetic) : Counts(real.Words, synthetic.Words)
        );
    }

    private static double Missing(ColumnCells cells) =>
        cells.Words.Count(cell => cell.Length == 0) / (double)cells.Words.Length;

    /// <summary>The largest difference of two empirical distribution functions; 1 where only one has numbers.</summary>
    internal static double Distance(double[] a, double[] b)
    {
        if (a.Length == 0 || b.Length == 0)
        {
            return a.Length == b.Length ? 0 : 1;
        }
        var i = 0;
        var j = 0;
        var largest = 0.0;
        while (i < a.Length && j < b.Length)
        {
            var value = Math.Min(a[i], b[j]);
            while (i < a.Length && a[i] == value)
            {
                i++;
            }
            while (j < b.Length && b[j] == value)
            {
                j++;
            }
            largest = Math.Max(largest, Math.Abs((i / (double)a.Length) - (j / (double)b.Length)));
        }
        return largest;
    }

    /// <summary>Half the sum of the differences of the shares.</summary>
    internal static double Variation<T>(IReadOnlyCollection<T> a, IReadOnlyCollection<T> b)
        where T : notnull
    {
        var first = a.CountBy(key => key).ToDictionary(key => key.Key, key => key.Value / (double)a.Count);
        var second = b.CountBy(key => key).ToDictionary(key => key.Key, key => key.Value / (double)b.Count);
        return first
                .Keys.Union(second.Keys)
                .Sum(key => Math.Abs(first.GetValueOrDefault(key) - second.GetValueOrDefault(key))) / 2;
    }

    // The most frequent words; what is rarer stands together.
    private static List<TableBar> Counts(string[] real, string[] synthetic)
    {
        var shares = real.CountBy(word => word).ToDictionary(word => word.Key, word => word.Value);
        var made = synthetic.CountBy(word => word).ToDictionary(word => word.Key, word => word.Value);
        var order = shares.Keys.Union(made.Keys).OrderByDescending(word => shares.GetValueOrDefault(word)).ToList();
        var bars = order
            .Take(MaxBars)
            .Select(word => new TableBar(
                word,
                shares.GetValueOrDefault(word) / (double)real.Length,
                made.GetValueOrDefault(word) / (double)synthetic.Length
            ))
            .ToList();
        if (order.Count > MaxBars)
        {
            bars.Add(new("others", 1 - bars.Sum(bar => bar.Real), 1 - bars.Sum(bar => bar.Synthetic)));
        }
        return bars;
    }

    private static List<TableBar> Intervals(ColumnCells real, ColumnCells synthetic)
    {
        double[] numbers = [.. real.Numbers!.Concat(synthetic.Numbers!).OfType<double>()];
        var bars = new List<TableBar>();
        if (numbers.Length > 0)
        {
            var min = numbers.Min();
            var max = numbers.Max();
            var width = max > min ? (max - min) / MaxBars : 1;
            for (var bar = 0; bar < (max > min ? MaxBars : 1); bar++)
            {
                var isLast = bar == MaxBars - 1 || max == min;
                var from = min + (bar * width);
                var to = isLast ? double.PositiveInfinity : min + ((bar + 1) * width);
                bars.Add(new($"{from:g4}", Share(real, from, to), Share(synthetic, from, to)));
            }
        }
        var missing = new TableBar("", Missing(real), Missing(synthetic));
        if (missing.Real + missing.Synthetic > 0)
        {
            bars.Add(missing);
        }
        return bars;
    }

    private static double Share(ColumnCells cells, double from, double to) =>
        cells.Numbers!.Count(number => number >= from && number < to) / (double)cells.Words.Length;
}
