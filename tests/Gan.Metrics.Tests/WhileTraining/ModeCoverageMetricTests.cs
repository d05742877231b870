using Gan.Data;

namespace Gan.Metrics.Tests.Training;

public sealed class ModeCoverageMetricTests
{
    private static GanBuilder Builder(IDataset data) =>
        new GanBuilder()
            .WithData(data)
            .WithMlp(MlpOptions.Small)
            .WithTraining(new TrainingOptions { Steps = 1, BatchSize = 2 });

    [Fact]
    public void Points_are_measured_as_the_samples_themselves_are()
    {
        using var ring = GaussianMixture.Ring(count: 50);
        using var trainer = Builder(ring)
            .AddMetric(ModeCoverageMetric.Modes(ring.Centers, 1, count: 50, seed: 3), every: 1)
            .AddMetric(ModeCoverageMetric.HighQuality(ring.Centers, 1, count: 50, seed: 3), every: 1)
            .Build();
        var report = trainer.Steps().Single();
        using var samples = trainer.Context.Sample(50, seed: 3);
        var expected = ModeCoverage.Compute(samples, ring.Centers, 1);
        report.Metrics["modes"].Should().Be(expected.Modes);
        report.Metrics["high quality"].Should().Be(expected.HighQuality);
    }

    [Fact]
    public void Images_have_no_modes_to_count()
    {
        using var images = ImageDataset.FromBytes(new byte[8 * 8 * 8], 1, 8, 8, name: "tiles");
        Builder(images)
            .AddMetric(ModeCoverageMetric.Modes([(0, 0)], 1), every: 1)
            .Invoking(builder => builder.Build())
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage(
                "metric 'modes': It counts modes among points [2], but samples of 'tiles' are [1, 8, 8]. Take data of "
                    + "points such as GaussianMixture, or another metric such as "
                    + "DensityCoverageMetric.Coverage(new RawPixels())."
            );
    }
}
