using System.Collections.ObjectModel;
using static TorchSharp.torch;

namespace Gan.Metrics;

/// <summary>A metric of fresh samples from the moving average, from the same latents at each measurement, whose value
/// carries its provenance.</summary>
public abstract class SampleMetric : IGanMetric
{
    /// <summary>Prepares a metric.</summary>
    /// <param name="name">Name of the metric.</param>
    /// <param name="count">Generated samples of one measurement, at least 1.</param>
    /// <param name="seed">Chooses the latents.</param>
    /// <exception cref="ArgumentOutOfRangeException">count is less than 1.</exception>
    protected SampleMetric(string name, long count, ulong seed)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Argument.AtLeast(1, count);
        Name = name;
        Count = count;
        Seed = seed;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>Generated samples of one measurement.</summary>
    public long Count { get; }

    /// <summary>Chooses the latents, and whatever else is random.</summary>
    public ulong Seed { get; }

    /// <summary>The latest value with its provenance; null before the first.</summary>
    public MetricValue? Last { get; private set; }

    /// <inheritdoc/>
    public double? Interval => Last?.Interval;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Provenance =>
        Last?.Describe() ?? ReadOnlyDictionary<string, string>.Empty;

    /// <inheritdoc/>
    public bool NeedsGenerator => true;

    /// <inheritdoc/>
    public virtual IEnumerable<Problem> Problems(GanSettings settings) => [];

    /// <inheritdoc/>
    public double Measure(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var _ = NewDisposeScope();
        var known = new MetricValue
        {
            Metric = Name,
            Value = double.NaN,
            Split = context.Data.Name,
            RealSamples = 0,
            FakeSamples = Count,
            Seed = Seed,
            MovingAverage = context.Settings.Training.Averages,
        };
        Last = Judge(context, context.Sample(Count, seed: Seed), known);
        return Last.Value;
    }

    /// <summary>Judges samples.</summary>
    /// <param name="context">The training.</param>
    /// <param name="samples">[Count, …SampleShape] on the CPU.</param>
    /// <param name="known">What is known of every metric of samples.</param>
    /// <returns><paramref name="known"/> with the value, the interval where
    /// there is one, and all else that the value depends on.</returns>
    protected abstract MetricValue Judge(TrainingContext context, Tensor samples, MetricValue known);
}
