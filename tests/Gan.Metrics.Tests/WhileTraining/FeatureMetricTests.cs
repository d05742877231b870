using Gan.Data;
using static TorchSharp.torch;

namespace Gan.Metrics.Tests.Training;

public class FeatureMetricTests
{
    [Fact]
    public void A_training_reports_each_metric_with_its_provenance_and_computes_the_references_features_once()
    {
        using var _ = NewDisposeScope();
        using var digits = Mnist.Embedded();
        var pixels = new Counting();
        using var fid = new FidMetric(pixels, count: 40, seed: 3);
        using var kid = new KidMetric(new RawPixels(), count: 40, subsets: 3, subsetSize: 20, seed: 3);
        using var precision = PrecisionRecallMetric.Precision(new RawPixels(), count: 40, seed: 3);
        using var recall = PrecisionRecallMetric.Recall(new RawPixels(), count: 40, seed: 3);
        using var trainer = new GanBuilder()
            .WithData(digits)
            .WithMlp(MlpOptions.Small)
            .WithTraining(new() { Steps = 4, BatchSize = 4 })
            .AddMetric(fid, every: 2)
            .AddMetric(kid, every: 4)
            .AddMetric(precision, every: 4)
            .AddMetric(recall, every: 4)
            .Build();
        var last = trainer.Steps().Last();
        using var gan = trainer.Snapshot();
        var fake = gan.Sample(40, seed: 3).flatten(1);
        using var batch = digits.Read(Shuffle.Order(digits.Count, 3, 0).narrow(0, 0, 40), CPU);
        var real = batch.Samples.flatten(1);

        last.Metrics["FID"].Should().Be(FrechetDistance.Compute(real, fake));
        last.Metrics["KID"].Should().Be(KernelDistance.Compute(real, fake, 3, 20, 3).Mean);
        last.Metrics["precision"].Should().Be(PrecisionRecall.Compute(real, fake).Precision);
        last.Metrics["recall"].Should().Be(PrecisionRecall.Compute(real, fake).Recall);
        pixels.Calls.Should().Be(1 + 3, "Build() tries it, then the data's once, and the samples' at steps 2 and 4");
        fid.Last.Should()
            .Be(
                new MetricValue
                {
                    Metric = "FID",
                    Value = last.Metrics["FID"],
                    Features = "counted pixels",
                    FeaturesHash = "00",
                    Split = digits.Name,
                    RealSamples = 40,
                    FakeSamples = 40,
                    Seed = 3,
                    MovingAverage = true,
                }
            );
        kid.Last!.Settings.Should().Be("subsets=3 size=20");
        kid.Last.Interval.Should().Be(KernelDistance.Compute(real, fake, 3, 20, 3).StandardDeviation);
        last.Measurements["KID"].Interval.Should().Be(kid.Last.Interval);
        last.Measurements["FID"]
            .Provenance.Should()
            .Contain("features", "counted pixels")
            .And.Contain("fake samples", "40")
            .And.NotContainKey("metric");
        last.Measurements["FID"]
            .DifferencesFrom(last.Measurements["KID"])
            .Should()
            .Contain("settings '' and 'subsets=3 size=20'");
        recall.Last!.Settings.Should().Be("k=3");
    }

    [Fact]
    public void Wrong_counts_are_named()
    {
        FluentActions
            .Invoking(() => new FidMetric(new RawPixels(), count: 1))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("count must be at least 2, but was 1.*");
        FluentActions
            .Invoking(() => PrecisionRecallMetric.Recall(new RawPixels(), k: 0))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("k must be at least 1, but was 0.*");
    }

    private sealed class Counting : IFeatureExtractor
    {
        public int Calls { get; private set; }

        public string Name => "counted pixels";

        public string Hash => "00";

        public Tensor Extract(Tensor images)
        {
            Calls++;
            return images.flatten(1).clone();
        }
    }
}
