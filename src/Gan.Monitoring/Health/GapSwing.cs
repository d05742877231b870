namespace Gan.Monitoring;

/// <summary>
/// Follows the gap between the mean scores of real and of generated samples. It settles in a training that goes well;
/// where the networks overtake each other in turns, it swings. Batches are noisy, so only changes between means of
/// several steps count that are beyond their noise.
/// </summary>
internal sealed class GapSwing
{
    private const int Block = 8;
    private const int Blocks = 48; // 384 steps: cycles of some twenty to two hundred steps

    // ratio of variances; above 2 is beyond chance for these counts, and a slow drift reaches 5
    private const double BeyondNoise = 8;
    private const int Turns = 4; // two whole cycles

    private readonly Queue<(double Mean, double Variance)> blocks = new();
    private readonly List<double> open = [];

    public void Add(double gap)
    {
        if (!double.IsFinite(gap))
        {
            return;
        }
        open.Add(gap);
        if (open.Count < Block)
        {
            return;
        }
        var mean = open.Average();
        var variance = open.Sum(value => Math.Pow(value - mean, 2)) / (Block - 1);
        blocks.Enqueue((mean, variance));
        if (blocks.Count > Blocks)
        {
            blocks.Dequeue();
        }
        open.Clear();
    }

    /// <summary>Standard deviation of the block means over the mean gap, both
    /// around the straight line through them; 0 unless it is a swing.</summary>
    /// <param name="floor">A gap that is small for this loss: a smaller one divides as this one.</param>
    public double Measure(double floor)
    {
        if (blocks.Count < Blocks / 2)
        {
            return 0;
        }
        double[] means = [.. blocks.Select(block => block.Mean)];
        var level = Math.Abs(means.Average());
        var line = Detrend(means);
        var deviation = Math.Sqrt(line.Average(value => value * value));
        var noise = blocks.Average(block => block.Variance) / Block;
        var isSwing = deviation * deviation >= BeyondNoise * noise && Crossings(line, deviation / 2) >= Turns;
        return isSwing ? deviation / Math.Max(level, floor) : 0;
    }

    private static double[] Detrend(double[] values)
    {
        var n = values.Length;
        var middle = (n - 1) / 2.0;
        var mean = values.Average();
        var covariance = 0.0;
        for (var i = 0; i < n; i++)
        {
            covariance += (i - middle) * (values[i] - mean);
        }
        var slope = covariance / (n * ((n * (double)n) - 1) / 12);
        var rest = new double[n];
        for (var i = 0; i < n; i++)
        {
            rest[i] = values[i] - mean - (slope * (i - middle));
        }
        return rest;
    }

    /// <summary>How often it goes from one side to the other, beyond the margin on both.</summary>
    private static int Crossings(double[] values, double margin)
    {
        var side = 0;
        var count = -1;
        foreach (var value in values)
        {
            if (Math.Abs(value) <= margin)
            {
                continue;
            }
            if (Math.Sign(value) != side)
            {
                count++;
            }
            side = Math.Sign(value);
        }
        return Math.Max(0, count);
    }
}
