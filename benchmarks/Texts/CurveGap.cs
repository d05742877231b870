using Gan.Metrics;

/// <summary>Two curves of temperatures, compared where they are as varied as each other.</summary>
internal static class CurveGap
{
    /// <summary>Quality minus that of the other curve at the same likeness, in the mean over points within the other's
    /// range; below 0 is better.</summary>
    internal static double Of(IReadOnlyList<SweepPoint> curve, IReadOnlyList<SweepPoint> other)
    {
        SweepPoint[] line = [.. other.OrderBy(point => point.Likeness)];
        return curve
            .Where(point => point.Likeness >= line[0].Likeness && point.Likeness <= line[^1].Likeness)
            .Average(point => point.Quality - At(line, point.Likeness));
    }

    private static double At(SweepPoint[] line, double likeness)
    {
        var after = Math.Clamp(Array.FindIndex(line, point => point.Likeness >= likeness), 1, line.Length - 1);
        var (left, right) = (line[after - 1], line[after]);
        var share = (likeness - left.Likeness) / (right.Likeness - left.Likeness);
        return left.Quality + (share * (right.Quality - left.Quality));
    }
}
