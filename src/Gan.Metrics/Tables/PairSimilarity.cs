namespace Gan.Metrics;

/// <summary>How alike two columns go together in two tables.</summary>
/// <param name="First">One column.</param>
/// <param name="Second">The other.</param>
/// <param name="Similarity">
/// In [0, 1], 1 for equal. Of two columns of numbers 1 − half the difference of their correlations; else 1 − the total
/// variation of the joint shares, numbers by tenths of the real ones.
/// </param>
/// <param name="RealCorrelation">Pearson's, of numbers in the real table; NaN for others, and where one never
/// changes.</param>
/// <param name="SyntheticCorrelation">The same in the synthetic one.</param>
public sealed record PairSimilarity(
    string First,
    string Second,
    double Similarity,
    double RealCorrelation,
    double SyntheticCorrelation
)
{
    private const int Parts = 10;

    internal static PairSimilarity Of(ColumnCells[] real, ColumnCells[] synthetic, int first, int second)
    {
        if (real[first].Numbers is { } a && real[second].Numbers is { } b)
        {
            var truth = Correlation(a, b);
            var made = Correlation(synthetic[first].Numbers!, synthetic[second].Numbers!);
            var difference = double.IsNaN(truth) && double.IsNaN(made) ? 0 : Math.Abs(Known(truth) - Known(made));
            return new(real[first].Name, real[second].Name, 1 - (difference / 2), truth, made);
        }
        var variation = ColumnSimilarity.Variation(Joint(real, real), Joint(synthetic, real));
        return new(real[first].Name, real[second].Name, 1 - variation, double.NaN, double.NaN);

        List<(string, string)> Joint(ColumnCells[] table, ColumnCells[] bounds) =>
            [.. Words(table[first], bounds[first]).Zip(Words(table[second], bounds[second]))];
    }

    private static double Known(double correlation) => double.IsNaN(correlation) ? 0 : correlation;

    /// <summary>Pearson's correlation where both are there; NaN where there is none.</summary>
    internal static double Correlation(double?[] a, double?[] b)
    {
        var pairs = a.Zip(b).Where(pair => pair.First is not null && pair.Second is not null).ToList();
        if (pairs.Count < 2)
        {
            return double.NaN;
        }
        var x = pairs.Average(pair => pair.First!.Value);
        var y = pairs.Average(pair => pair.Second!.Value);
        var xx = pairs.Sum(pair => (pair.First!.Value - x) * (pair.First!.Value - x));
        var yy = pairs.Sum(pair => (pair.Second!.Value - y) * (pair.Second!.Value - y));
        var xy = pairs.Sum(pair => (pair.First!.Value - x) * (pair.Second!.Value - y));
        return xx > 0 && yy > 0 ? xy / Math.Sqrt(xx * yy) : double.NaN;
    }

    // Numbers by the tenth of the real ones that they lie in.
    private static IEnumerable<string> Words(ColumnCells cells, ColumnCells real)
    {
        if (cells.Numbers is not { } numbers)
        {
            return cells.Words;
        }
        var sorted = real.Sorted;
        double[] bounds =
        [
            .. Enumerable
                .Range(1, Parts - 1)
                .Where(_ => sorted.Length > 0)
                .Select(i => sorted[i * sorted.Length / Parts]),
        ];
        return numbers.Select(number => number is { } value ? $"{bounds.Count(bound => bound <= value)}" : "");
    }
}
