using System.Collections.Concurrent;

namespace Gan.Data;

/// <summary>
/// For each output position along an axis, the source positions it is made of and their weights, which sum to 1. The
/// filter is stretched by the reduction and renormalised at the borders, the convention of Pillow and of Turkowski,
/// "Filters for common resampling tasks" (1990).
/// </summary>
internal sealed class AxisWeights
{
    // 512 plans of 256 KiB: what photographs take, whereas a side of a million pixels takes 24 MB.
    private const int MaxCached = 512;
    private const int MaxCachedWeights = 1 << 16;
    private static readonly ConcurrentDictionary<(int, long, long, int, Resampling), AxisWeights> Cache = new();

    private readonly int taps;
    private readonly int[] starts;
    private readonly int[] counts;
    private readonly float[] weights;

    private AxisWeights(int size, long scaled, long offset, int count, Resampling filter)
    {
        var scale = (double)size / scaled;
        var stretch = Math.Max(scale, 1);
        var support = Support(filter) * stretch;
        var identity = size == scaled;
        taps = identity ? 1 : Math.Min((int)Math.Ceiling(support) * 2 + 1, size);
        starts = new int[count];
        counts = new int[count];
        weights = new float[count * taps];
        for (var i = 0; i < count; i++)
        {
            if (identity)
            {
                starts[i] = (int)(offset + i);
                counts[i] = 1;
                weights[i] = 1;
                continue;
            }

            var center = (offset + i + 0.5) * scale;
            var start = (int)Math.Max(center - support + 0.5, 0);
            var end = (int)Math.Min(center + support + 0.5, size);
            Fill(i, start, Math.Min(end - start, taps), center, stretch, filter);
        }

        Overlap = MaxOverlap();
    }

    /// <summary>Output positions.</summary>
    public int Count => starts.Length;

    /// <summary>First source position in use.</summary>
    public int First => starts[0];

    /// <summary>One past the last source position in use.</summary>
    public int End => EndOf(Count - 1);

    /// <summary>Output positions that wait for sums at the same time when the source is walked once.</summary>
    public int Overlap { get; }

    // Folders tend to hold few sizes, and a plan costs a tenth of an image.
    public static AxisWeights For(int size, long scaled, long offset, int count, Resampling filter)
    {
        var key = (size, scaled, offset, count, filter);
        if (Cache.TryGetValue(key, out var cached))
        {
            return cached;
        }

        var plan = new AxisWeights(size, scaled, offset, count, filter);
        if (plan.weights.Length > MaxCachedWeights)
        {
            return plan;
        }

        if (Cache.Count >= MaxCached)
        {
            Cache.Clear();
        }

        return Cache.GetOrAdd(key, plan);
    }

    public int Start(int position) => starts[position];

    public int EndOf(int position) => starts[position] + counts[position];

    public ReadOnlySpan<float> Of(int position) => weights.AsSpan(position * taps, counts[position]);

    /// <summary>The weights as rows [Count, size], 0 where a position is not used.</summary>
    public float[] ToMatrix(int size)
    {
        var matrix = new float[Count * size];
        for (var i = 0; i < Count; i++)
        {
            Of(i).CopyTo(matrix.AsSpan((i * size) + starts[i]));
        }

        return matrix;
    }

    private static double Support(Resampling filter) =>
        filter switch
        {
            Resampling.Lanczos => 3,
            Resampling.Bicubic => 2,
            Resampling.Bilinear => 1,
            _ => 0.5,
        };

    private static double Weight(Resampling filter, double x)
    {
        var d = Math.Abs(x);
        return filter switch
        {
            Resampling.Lanczos => d < 3 ? Sinc(x) * Sinc(x / 3) : 0,
            Resampling.Bicubic when d < 1 => (((1.5 * d) - 2.5) * d * d) + 1,
            Resampling.Bicubic => d < 2 ? (((((d - 5) * d) + 8) * d) - 4) * -0.5 : 0,
            Resampling.Bilinear => d < 1 ? 1 - d : 0,
            _ => x > -0.5 && x <= 0.5 ? 1 : 0,
        };
    }

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);

    private void Fill(int position, int start, int count, double center, double stretch, Resampling filter)
    {
        var weights = new double[count];
        var sum = 0.0;
        for (var k = 0; k < count; k++)
        {
            weights[k] = Weight(filter, (start + k - center + 0.5) / stretch);
            sum += weights[k];
        }

        for (var k = 0; k < count; k++)
        {
            this.weights[(position * taps) + k] = (float)(sum == 0 ? 1.0 / count : weights[k] / sum);
        }

        starts[position] = start;
        counts[position] = count;
    }

    private int MaxOverlap()
    {
        var max = 1;
        var next = 0;
        for (var done = 0; done < Count; done++)
        {
            while (next < Count && Start(next) < EndOf(done))
            {
                next++;
            }

            max = Math.Max(max, next - done);
        }

        return max;
    }
}
