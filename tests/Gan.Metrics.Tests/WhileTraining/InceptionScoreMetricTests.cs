using Gan.Data;
using static TorchSharp.torch;

namespace Gan.Metrics.Tests;

public class InceptionScoreMetricTests
{
    [Fact]
    public void A_training_reports_the_score_at_its_cadence_and_it_is_that_of_the_trained_gan()
    {
        using var _ = NewDisposeScope();
        using var digits = Mnist.Embedded();
        using var classifier = ImageClassifier.Train(digits, new() { Epochs = 1 }, ..1000);
        var metric = new InceptionScoreMetric(classifier, count: 50, seed: 3);
        using var trainer = new GanBuilder()
            .WithData(digits)
            .WithMlp(MlpOptions.Small)
            .WithTraining(new() { Steps = 5, BatchSize = 4 })
            .AddMetric(metric, every: 2)
            .Build();
        var reports = trainer.Steps().ToList();
        reports.Where(report => report.Metrics.ContainsKey("IS")).Select(report => report.Step).Should().Equal(2, 4, 5);
        using var gan = trainer.Snapshot();
        reports[^1]
            .Metrics["IS"]
            .Should()
            .Be(InceptionScore.Compute(classifier.Probabilities(gan.Sample(50, seed: 3))).Mean)
            .And.BeInRange(1, 10);
        metric
            .Last.Should()
            .Be(
                new MetricValue
                {
                    Metric = "IS",
                    Value = reports[^1].Metrics["IS"],
                    Settings = "splits=1",
                    Features = "classifier of 10 classes, probabilities",
                    FeaturesHash = new ClassifierFeatures(classifier).Hash,
                    Split = digits.Name,
                    RealSamples = 0,
                    FakeSamples = 50,
                    Seed = 3,
                    MovingAverage = true,
                }
            );

        var parts = new InceptionScoreMetric(classifier, count: 50, seed: 3, splits: 5);
        var expected = InceptionScore.Compute(classifier.Probabilities(gan.Sample(50, seed: 3)), 5, 3);
        (parts.Measure(trainer.Context), parts.Interval).Should().Be((expected.Mean, expected.StandardDeviation));
        parts.Last!.DifferencesFrom(metric.Last!).Should().Equal("settings 'splits=5' and 'splits=1'");
        FluentActions
            .Invoking(() => new InceptionScoreMetric(classifier, count: 4, splits: 5))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("splits must be from 1 to the 4 samples, but was 5.*");
    }
}
