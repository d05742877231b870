using static TorchSharp.torch;

namespace Gan.Monitoring;

/// <summary>How often values lie in bins of equal width between the smallest
/// and the largest. Values that are not finite are left out.</summary>
internal sealed record Histogram(
    double Min,
    double Max,
    long Count,
    double Sum,
    double SumOfSquares,
    double[] Limits,
    double[] Counts
)
{
    /// <returns>Null where no value is finite.</returns>
    public static Histogram? Of(Tensor tensor, int bins)
    {
        using var _ = NewDisposeScope();
        var all = tensor.detach().to(ScalarType.Float32).cpu().contiguous();
        float[] values = [.. all.data<float>().ToArray().Where(float.IsFinite)];
        if (values.Length == 0)
        {
            return null;
        }
        var min = (double)values.Min();
        var max = (double)values.Max();
        if (min == max)
        {
            max = Math.BitIncrement((float)max); // a bin must have a width
        }
        var width = (max - min) / bins;
        var counts = new double[bins];
        var sum = 0.0;
        var squares = 0.0;
        foreach (var value in values)
        {
            counts[Math.Min(bins - 1, (int)((value - min) / width))]++;
            sum += value;
            squares += (double)value * value;
        }
        var limits = new double[bins]; // the upper ones
        for (var n = 1; n < bins; n++)
        {
            limits[n - 1] = min + (n * width);
        }
        limits[^1] = max;
        return new(min, max, values.Length, sum, squares, limits, counts);
    }
}
