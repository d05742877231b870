using static TorchSharp.torch;

namespace Gan.Metrics;

/// <summary>The inception score of fresh samples while a GAN trains:
/// <c>AddMetric(new InceptionScoreMetric(classifier), every: 500)</c>.</summary>
public sealed class InceptionScoreMetric : SampleMetric
{
    private readonly ImageClassifier classifier;
    private readonly int splits;
    private string? hash;

    /// <summary>Measures with a classifier, which stays the caller's
    /// to dispose; do not train it while it judges.</summary>
    /// <param name="classifier">Trained on the data set.</param>
    /// <param name="count">Samples of one measurement, at least 1. Scores of different counts are not comparable: few
    /// samples score too low.</param>
    /// <param name="seed">Chooses the latents, the same ones at each measurement.</param>
    /// <param name="splits">
    /// Parts that are scored alone, from 1 to <paramref name="count"/>; their deviation is the interval where there are
    /// several. Default 1, because parts of few samples score too low; the literature takes 10 of 50,000.
    /// </param>
    public InceptionScoreMetric(ImageClassifier classifier, long count = 1000, ulong seed = 0, int splits = 1)
        : base("IS", count, seed)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        Argument.Must(splits >= 1 && splits <= count, $"be from 1 to the {count} samples", splits);
        this.classifier = classifier;
        this.splits = splits;
    }

    /// <inheritdoc/>
    public override IEnumerable<Problem> Problems(GanSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (!classifier.SampleShape.SequenceEqual(settings.SampleShape))
        {
            yield return new(
                $"Its classifier reads images {ShapeText.Of(classifier.SampleShape)}, but samples of "
                    + $"'{settings.DataSet}' are {ShapeText.Of(settings.SampleShape)}.",
                "Set classifier: to one trained on these data, ImageClassifier.Train(data)."
            );
        }
    }

    /// <inheritdoc/>
    protected override MetricValue Judge(TrainingContext context, Tensor samples, MetricValue known)
    {
        ArgumentNullException.ThrowIfNull(known);
        var score = InceptionScore.Compute(classifier.Probabilities(samples), splits, Seed);
        return known with
        {
            Value = score.Mean,
            Interval = splits > 1 ? score.StandardDeviation : null,
            Settings = $"splits={splits}",
            Features = $"classifier of {classifier.Classes} classes, probabilities",
            FeaturesHash = hash ??= WeightHash.Of(classifier),
        };
    }
}
