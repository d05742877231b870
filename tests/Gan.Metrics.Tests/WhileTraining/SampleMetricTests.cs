using Gan.Data;
using static TorchSharp.torch;

namespace Gan.Metrics.Tests.Training;

public class SampleMetricTests
{
    [Fact]
    public void Modes_and_their_quality_are_those_of_the_samples_of_the_trained_gan()
    {
        using var _ = NewDisposeScope();
        using var ring = GaussianMixture.Ring(count: 300);
        var modes = ModeCoverageMetric.Modes(ring.Centers, sigma: 0.2, count: 100, seed: 3);
        var quality = ModeCoverageMetric.HighQuality(ring.Centers, sigma: 0.2, count: 100, seed: 3);
        using var trainer = new GanBuilder()
            .WithData(ring)
            .WithMlp(MlpOptions.Small)
            .WithTraining(
                new()
                {
                    Steps = 2,
                    BatchSize = 8,
                    MovingAverageDecay = 0,
                }
            )
            .AddMetric(modes, every: 1)
            .AddMetric(quality, every: 1)
            .Build();
        var last = trainer.Steps().Last();
        using var gan = trainer.Snapshot();
        var expected = ModeCoverage.Compute(gan.Sample(100, seed: 3), ring.Centers, 0.2);
        (last.Metrics["modes"], last.Metrics["high quality"]).Should().Be((expected.Modes, expected.HighQuality));
        modes
            .Last.Should()
            .Be(
                new MetricValue
                {
                    Metric = "modes",
                    Value = expected.Modes,
                    Settings = "modes=8 sigma=0.2",
                    Split = ring.Name,
                    RealSamples = 0,
                    FakeSamples = 100,
                    Seed = 3,
                    MovingAverage = false,
                }
            );
        last.Measurements["modes"]
            .Provenance.Should()
            .Contain("moving average", "no")
            .And.Contain("fake samples", "100");
    }

    [Fact]
    public void Diversity_is_that_of_the_samples_of_the_trained_gan()
    {
        using var _ = NewDisposeScope();
        var pixels = new byte[20 * 24 * 24];
        new Random(4).NextBytes(pixels);
        using var data = ImageDataset.FromBytes(pixels, 1, 24, 24);
        var metric = new DiversityMetric(count: 12, pairs: 5, seed: 3);
        using var trainer = new GanBuilder()
            .WithData(data)
            .WithMlp(MlpOptions.Small)
            .WithTraining(new() { Steps = 1, BatchSize = 8 })
            .AddMetric(metric, every: 1)
            .Build();
        var report = trainer.Steps().Last();
        using var gan = trainer.Snapshot();
        report.Metrics["MS-SSIM"].Should().Be(MultiScaleSsim.Diversity(gan.Sample(12, seed: 3), 5, 3));
        metric.Last!.Settings.Should().Be("pairs=5 scales=2");
    }

    [Fact]
    public void Settings_out_of_range_are_refused_before_the_training()
    {
        FluentActions
            .Invoking(() => new DiversityMetric(count: 1))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("count must be at least 2, but was 1.*");
        FluentActions
            .Invoking(() => new DiversityMetric(pairs: 0))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("pairs must be at least 1, but was 0.*");
        FluentActions
            .Invoking(() => ModeCoverageMetric.Modes([], 1))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("There must be at least one mode.*");
        FluentActions
            .Invoking(() => ModeCoverageMetric.HighQuality([(0, 0)], 0))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("sigma must be greater than 0, but was 0.*");
        FluentActions
            .Invoking(() => ModeCoverageMetric.Modes([(0, 0)], 1, count: 0))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("count must be at least 1, but was 0.*");
    }
}
