using FluentAssertions;
using Xunit;

namespace Gan.Tests.Training;

public sealed class DataGrowthTests
{
    [Theory]
    [InlineData(0, 100)]
    [InlineData(0.25, 550)]
    [InlineData(0.5, 1000)]
    [InlineData(1, 1000)]
    public void The_part_in_use_grows_in_a_straight_line(double progress, long expected) =>
        new DataGrowth(0.1, FullAt: 0.5).Count(progress, 1000, 10).Should().Be(expected);

    [Fact]
    public void There_is_always_a_whole_batch() => new DataGrowth(0.001).Count(0, 1000, 64).Should().Be(64);

    [Theory]
    [InlineData(0, 0.5, "DataGrowth.Start must be in (0, 1], but was 0.")]
    [InlineData(0.5, 2, "DataGrowth.FullAt must be in (0, 1], but was 2.")]
    public void A_share_out_of_range_is_refused_at_Build(double start, double full, string problem)
    {
        var building = () =>
            Tiny.Builder().WithTraining(new() { BatchSize = 8, DataGrowth = new(start, full) }).Build();
        building.Should().Throw<GanConfigurationException>().WithMessage($"*{problem}*");
    }

    [Fact]
    public void A_training_with_growing_data_runs() =>
        Tiny.Builder()
            .WithTraining(
                new()
                {
                    Steps = 6,
                    BatchSize = 8,
                    DataGrowth = new(0.25),
                }
            )
            .Build()
            .Steps()
            .Should()
            .HaveCount(6);
}
