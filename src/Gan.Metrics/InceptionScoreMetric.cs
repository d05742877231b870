using System.Globalization;
using static TorchSharp.torch;

namespace Gan.Metrics;

/// <summary>The inception score of fresh samples while a GAN trains: <c>AddMetric(new InceptionScoreMetric(classifier), every: 500)</c>.</summary>
public sealed class InceptionScoreMetric : IGanMetric
{
    private readonly ImageClassifier classifier;
    private readonly long count;
    private readonly ulong seed;
    private Dictionary<string, string>? provenance;

    /// <summary>Measures with a classifier, which stays the caller's to dispose.</summary>
    /// <param name="classifier">Trained on the data set.</param>
    /// <param name="count">Samples of one measurement, at least 1. Scores of different counts are not comparable: few samples score too low.</param>
    /// <param name="seed">Chooses the latents, the same ones at each measurement.</param>
    public InceptionScoreMetric(ImageClassifier classifier, long count = 1000, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        (this.classifier, this.count, this.seed) = (classifier, count, seed);
    }

    /// <inheritdoc/>
    public string Name => "IS";

    /// <inheritdoc/>
    /// <remarks>The classifier by its hash, the samples and the seed.</remarks>
    public IReadOnlyDictionary<string, string> Provenance => provenance ??= new Dictionary<string, string>
    {
        ["features' hash"] = WeightHash.Of(classifier), ["fake samples"] = count.ToString(CultureInfo.InvariantCulture), ["seed"] = seed.ToString(CultureInfo.InvariantCulture),
    };

    /// <inheritdoc/>
    public double Measure(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var _ = NewDisposeScope();
        return InceptionScore.Compute(classifier.Probabilities(context.Sample(count, seed: seed))).Mean;
    }
}
