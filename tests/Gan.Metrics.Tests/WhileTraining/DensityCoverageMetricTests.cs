using Gan.Data;
using static TorchSharp.torch;

namespace Gan.Metrics.Tests.Training;

public class DensityCoverageMetricTests
{
    [Fact]
    public void A_training_reports_both_sides_of_the_comparison_with_the_data()
    {
        using var _ = NewDisposeScope();
        using var ring = GaussianMixture.Ring(count: 300);
        using var density = DensityCoverageMetric.Density(new RawPixels(), count: 60, seed: 3);
        using var coverage = DensityCoverageMetric.Coverage(new RawPixels(), count: 60, k: 4, seed: 3);
        using var sliced = new SlicedWassersteinMetric(new RawPixels(), count: 60, projections: 20, seed: 3);
        using var trainer = new GanBuilder()
            .WithData(ring)
            .WithMlp(MlpOptions.Small)
            .WithTraining(new() { Steps = 2, BatchSize = 8 })
            .AddMetric(density, every: 2)
            .AddMetric(coverage, every: 2)
            .AddMetric(sliced, every: 2)
            .Build();
        var last = trainer.Steps().Last();
        using var gan = trainer.Snapshot();
        var fake = gan.Sample(60, seed: 3);
        using var batch = ring.Read(Shuffle.Order(ring.Count, 3, 0).narrow(0, 0, 60), CPU);

        last.Metrics["density"].Should().Be(DensityCoverage.Compute(batch.Samples, fake).Density);
        last.Metrics["coverage"].Should().Be(DensityCoverage.Compute(batch.Samples, fake, 4).Coverage);
        last.Metrics["sliced Wasserstein"]
            .Should()
            .Be(SlicedWasserstein.Compute(batch.Samples, fake, 20, seed: 3))
            .And.BePositive();
        (density.Last!.Settings, coverage.Last!.Settings, sliced.Last!.Settings)
            .Should()
            .Be(("k=5", "k=4", "order=2 projections=20"));
        (sliced.Last.RealSamples, sliced.Last.FakeSamples, sliced.Last.Features).Should().Be((60, 60, "raw pixels"));
    }

    [Fact]
    public void Settings_out_of_range_are_refused_before_the_training()
    {
        FluentActions
            .Invoking(() => DensityCoverageMetric.Coverage(new RawPixels(), k: 0))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("k must be at least 1, but was 0.*");
        FluentActions
            .Invoking(() => new SlicedWassersteinMetric(new RawPixels(), projections: 0))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("projections must be at least 1, but was 0.*");
        FluentActions
            .Invoking(() => new KidMetric(new RawPixels(), count: 50))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("count must be at least 100, but was 50.*");
    }
}
