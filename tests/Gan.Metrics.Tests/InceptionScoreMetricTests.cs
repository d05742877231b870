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
        using var trainer = new GanBuilder().WithData(digits).WithMlp(MlpOptions.Small).WithTraining(new() { Steps = 5, BatchSize = 4 })
            .AddMetric(metric, every: 2).Build();
        var reports = trainer.Steps().ToList();
        reports.Where(report => report.Metrics.ContainsKey("IS")).Select(report => report.Step).Should().Equal(2, 4, 5);
        using var gan = trainer.Finish();
        reports[^1].Metrics["IS"].Should().Be(InceptionScore.Compute(classifier.Probabilities(gan.Sample(50, seed: 3))).Mean).And.BeInRange(1, 10);
    }
}
