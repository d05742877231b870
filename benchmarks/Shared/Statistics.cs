internal static class Statistics
{
    internal static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    /// <summary>The mean and its standard error; the error of one value is 0.</summary>
    internal static (double Mean, double Error) MeanAndError(IReadOnlyCollection<double> values)
    {
        var mean = values.Average();
        var squares = values.Sum(value => (value - mean) * (value - mean));
        return (mean, values.Count < 2 ? 0 : Math.Sqrt(squares / (values.Count - 1) / values.Count));
    }
}
