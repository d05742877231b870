namespace Gan.Monitoring;

/// <summary>The norms of a gradient so far. Every network has
/// its own scale, so sizes are judged against this.</summary>
internal sealed class GradientHistory
{
    private const int Window = 5;
    private const int MaxCount = 400;

    private readonly List<double> norms = [];
    private double highest;

    public void Add(double norm)
    {
        if (!double.IsFinite(norm))
        {
            return;
        }
        if (norms.Count == MaxCount)
        {
            norms.RemoveAt(0);
        }
        norms.Add(norm);
        if (norms.Count >= Window)
        {
            highest = Math.Max(highest, Median(norms[^Window..]));
        }
    }

    /// <summary>A norm relative to the largest median of five in a row, so that one wild batch does not raise what is
    /// expected; 1 before there is one.</summary>
    public double OfHighest(double norm) => highest > 0 ? norm / highest : 1;

    /// <summary>A norm relative to the median of all; 1 before there are five.</summary>
    public double OfUsual(double norm) =>
        norms.Count >= Window && Median(norms) is > 0 and var usual ? norm / usual : 1;

    private static double Median(IReadOnlyCollection<double> values) => values.Order().ElementAt(values.Count / 2);
}
