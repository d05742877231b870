using Gan.Data;
using static TorchSharp.torch;

namespace Gan.Metrics;

/// <summary>
/// A metric that compares features of fresh samples with features of the training's data. The reference features are
/// computed at the first measurement and kept until the data set is another one or the metric is disposed.
/// </summary>
public abstract class FeatureMetric : SampleMetric, IDisposable
{
    private const long ReadSize = 500; // images in memory at once

    private readonly IFeatureExtractor extractor;
    private readonly string settings;
    private IDataset? source; // of the reference
    private Tensor? reference;

    /// <summary>Prepares a metric; the extractor stays the caller's to dispose.</summary>
    /// <param name="name">Name of the metric.</param>
    /// <param name="extractor">Makes the features.</param>
    /// <param name="count">Generated samples, and at most as many real ones, at least 2.</param>
    /// <param name="seed">Chooses the latents and the real samples, the same ones at each measurement.</param>
    /// <param name="settings">Settings of the metric's own, for the provenance.</param>
    protected FeatureMetric(string name, IFeatureExtractor extractor, long count, ulong seed, string settings = "")
        : base(name, count, seed)
    {
        ArgumentNullException.ThrowIfNull(extractor);
        Argument.AtLeast(2, count);
        this.extractor = extractor;
        this.settings = settings;
    }

    /// <summary>Frees the reference features.</summary>
    public virtual void Dispose()
    {
        reference?.Dispose();
        reference = null;
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    public sealed override IEnumerable<Problem> Problems(GanSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var rows = Math.Min(Count, settings.DataCount);
        if (rows < LeastReal.Rows)
        {
            yield return new(
                $"It compares at least {LeastReal.Rows} real samples{LeastReal.Reason}, but the data set "
                    + $"'{settings.DataSet}' has {settings.DataCount}.",
                LeastReal.Remedy
            );
        }
        var (width, problem) = FeatureTrial.Run(extractor, settings.SampleShape);
        if ((problem ?? OfWidth(width)) is { } found)
        {
            yield return found;
        }
    }

    /// <summary>Real samples that a comparison takes at least, why (" for k = 3", or nothing), and what to do where the
    /// data have fewer.</summary>
    protected virtual (long Rows, string Reason, string Remedy) LeastReal => (1, "", "Take more data.");

    /// <summary>What stands against features of a width; null where nothing does.</summary>
    /// <param name="width">D of the features [N, D].</param>
    protected virtual Problem? OfWidth(long width) => null;

    /// <inheritdoc/>
    protected sealed override MetricValue Judge(TrainingContext context, Tensor samples, MetricValue known)
    {
        var real = Reference(context.Data);
        var (value, interval) = Compare(real, extractor.Extract(samples));
        return known with
        {
            Value = value,
            Interval = interval,
            Settings = settings,
            Features = extractor.Name,
            FeaturesHash = extractor.Hash,
            Resize = extractor.Resize,
            RealSamples = real.shape[0],
        };
    }

    /// <summary>Computes the value and, where there is one, its interval.</summary>
    /// <param name="real">Features [N, D] of the data: the same tensor at each measurement of one training.</param>
    /// <param name="fake">Features [Count, D] of the samples.</param>
    protected abstract (double Value, double? Interval) Compare(Tensor real, Tensor fake);

    private Tensor Reference(IDataset data)
    {
        if (reference is not null && ReferenceEquals(source, data))
        {
            return reference;
        }
        reference?.Dispose();
        using var _ = NewDisposeScope();
        var sample = Shuffle.Order(data.Count, Seed, epoch: 0).narrow(0, 0, Math.Min(Count, data.Count));
        var parts = new List<Tensor>();
        foreach (var indices in sample.split(ReadSize))
        {
            using var batch = data.Read(indices, CPU);
            parts.Add(extractor.Extract(batch.Samples));
        }
        source = data;
        reference = cat(parts).DetachFromDisposeScope();
        return reference;
    }
}
