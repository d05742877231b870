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
    private const int MostKept = 512;
    private const int MostKeptWeights = 1 << 16;
    private static readonly ConcurrentDictionary<(int, long, long, int, Resampling), AxisWeights> Kept = new();

    private readonly int taps;
    private readonly int[] starts;
    private readonly int[] counts;
    private readonly float[] weights;

    private AxisWeights(int size, long scaled, long offset, int count, Resampling filter)
    {
        double scale = (double)size / scaled;
        double stretch = Math.Max(scale, 1);
        double support = Support(filter) * stretch;
        bool identity = size == scaled;
        taps = identity ? 1 : Math.Min((int)Math.Ceiling(support) * 2 + 1, size);
        starts = new int[count];
        counts = new int[count];
        weights = new float[count * taps];
        for (int i = 0; i < count; i++)
        {
            if (identity)
            {
                starts[i] = (int)(offset + i);
                counts[i] = 1;
                weights[i] = 1;
                continue;
            }

            double center = (offset + i + 0.5) * scale;
            int start = (int)Math.Max(center - support + 0.5, 0);
            int end = (int)Math.Min(center + support + 0.5, size);
            Fill(i, start, Math.Min(end - start, taps), center, stretch, filter);
        }

        Overlap = MostOverlap();
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
        if (Kept.TryGetValue(key, out AxisWeights? kept))
        {
            return kept;
        }

        var made = new AxisWeights(size, scaled, offset, count, filter);
        if (made.weights.Length > MostKeptWeights)
        {
            return made;
        }

        if (Kept.Count >= MostKept)
        {
            Kept.Clear();
        }

        return Kept.GetOrAdd(key, made);
    }

    public int Start(int position) => starts[position];

    public int EndOf(int position) => starts[position] + counts[position];

    public ReadOnlySpan<float> Of(int position) => weights.AsSpan(position * taps, counts[position]);

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
        double d = Math.Abs(x);
        return filter switch
        {
            Resampling.Lanczos => d < 3 ? Sinc(x) * Sinc(x / 3) : 0,
            Resampling.Bicubic => d < 1 ? (((1.5 * d) - 2.5) * d * d) + 1
            : d < 2 ? (((((d - 5) * d) + 8) * d) - 4) * -0.5
            : 0,
            Resampling.Bilinear => d < 1 ? 1 - d : 0,
            _ => x > -0.5 && x <= 0.5 ? 1 : 0,
        };
    }

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);

    private void Fill(int position, int start, int count, double center, double stretch, Resampling filter)
    {
        var weights = new double[count];
        double sum = 0;
        for (int k = 0; k < count; k++)
        {
            weights[k] = Weight(filter, (start + k - center + 0.5) / stretch);
            sum += weights[k];
        }

        for (int k = 0; k < count; k++)
        {
            this.weights[(position * taps) + k] = (float)(sum == 0 ? 1.0 / count : weights[k] / sum);
        }

        (starts[position], counts[position]) = (start, count);
    }

    private int MostOverlap()
    {
        int most = 1;
        for (int done = 0, next = 0; done < Count; done++)
        {
            while (next < Count && Start(next) < EndOf(done))
            {
                next++;
            }

            most = Math.Max(most, next - done);
        }

        return most;
    }
}
