/// <summary>The cost at one point.</summary>
internal sealed record Point(long Value, double Work, double Ms, double ProcessorMs, double PeakMib);

/// <summary>The points of an axis with their exponents: cost ~ work^exponent.</summary>
/// <param name="Axis">Which quantity grows.</param>
/// <param name="Title">The same in words.</param>
/// <param name="BareMib">Memory of a process that does nothing; growth is fitted above it, since it would hide
/// any.</param>
/// <param name="Points">In rising order.</param>
internal sealed record Curve(string Axis, string Title, double BareMib, IReadOnlyList<Point> Points)
{
    // Least squares through a handful of timed points is not finer than this.
    internal const double Linear = 1.05;

    public double TimeExponent => Fit(Points, p => p.Ms);

    public double ProcessorExponent => Fit(Points, p => p.ProcessorMs);

    public double MemoryExponent => Fit(Points, Grown);

    /// <summary>Of time, processor time and memory between the two largest points, where fixed costs weigh
    /// least.</summary>
    public IReadOnlyList<double> LastExponents =>
        [
            .. new Func<Point, double>[] { p => p.Ms, p => p.ProcessorMs, Grown }.Select(cost =>
                Fit([.. Points.TakeLast(2)], cost)
            ),
        ];

    /// <summary>Empty when nothing grows faster than the work.</summary>
    public string Flag
    {
        get
        {
            var exponents = new[]
            {
                (TimeExponent, "time"),
                (ProcessorExponent, "processor time"),
                (MemoryExponent, "memory"),
            };
            var worse = exponents
                .Where((e, i) => Math.Max(e.Item1, LastExponents[i]) > Linear)
                .Select(e => e.Item2)
                .ToList();
            return worse.Count == 0 ? "" : $"{string.Join(" and ", worse)} worse than linear";
        }
    }

    internal double Grown(Point point) => Math.Max(1, point.PeakMib - BareMib);

    private static double Fit(IReadOnlyList<Point> points, Func<Point, double> cost)
    {
        if (points.Count < 2)
        {
            return 0;
        }
        var logs = points.Select(p => (X: Math.Log(p.Work), Y: Math.Log(cost(p)))).ToList();
        var x = logs.Average(l => l.X);
        var y = logs.Average(l => l.Y);
        return logs.Sum(l => (l.X - x) * (l.Y - y)) / logs.Sum(l => (l.X - x) * (l.X - x));
    }
}
