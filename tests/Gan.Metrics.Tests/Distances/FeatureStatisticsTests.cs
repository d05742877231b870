using Gan.Metrics.Tests.Fixtures;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Metrics.Tests.Distances;

public class FeatureStatisticsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(49)]
    [InlineData(50)]
    public void Batches_of_any_size_give_the_statistics_of_all_rows(int batch)
    {
        using var _ = NewDisposeScope();
        var rows = NumPy.Named("a large mean").RealRows();
        using var statistics = new FeatureStatistics();
        foreach (var part in rows.split(batch))
        {
            statistics.Add(part);
        }
        statistics.Count.Should().Be(50);
        statistics.Size.Should().Be(5);
        var shift = (statistics.Mean() - rows.mean([0L])).abs().max().ToDouble();
        shift.Should().BeLessThan(1e-11);
        // N − 1, as numpy.cov
        (statistics.Covariance() - rows.mT.cov())
            .abs()
            .max()
            .ToDouble()
            .Should()
            .BeLessThan(1e-13);
    }

    [Fact]
    public void What_is_kept_outlives_the_scope_in_which_it_was_added()
    {
        using var statistics = new FeatureStatistics();
        for (var i = 0; i < 2; i++)
        {
            using var _ = NewDisposeScope();
            statistics.Add(full([1, 2], i));
        }
        using var mean = statistics.Mean();
        mean[0].ToDouble().Should().Be(0.5);
    }

    [Fact]
    public void Values_that_are_no_numbers_are_counted_and_placed()
    {
        using var _ = NewDisposeScope();
        var rows = zeros(6, 3);
        rows[2, 1] = double.NaN;
        rows[4, 0] = double.PositiveInfinity;
        FluentActions
            .Invoking(() => FeatureStatistics.Of(rows))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage(
                "features must be finite, but 2 of its 6 rows hold NaN or infinity, the first of them row 2.*"
            );
    }

    [Fact]
    public void A_batch_of_another_width_is_refused()
    {
        using var _ = NewDisposeScope();
        using var statistics = FeatureStatistics.Of(zeros(6, 3));
        FluentActions
            .Invoking(() => statistics.Add(zeros(6, 4)))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("features must have the width of those before, 3, but have 4.*");
    }

    [Fact]
    public void Images_are_refused_with_their_shape() =>
        FluentActions
            .Invoking(() => FeatureStatistics.Of(zeros(2, 1, 4, 4)))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage(
                "features must be features of shape [N, D], a row for each sample, but have shape [2, 1, 4, 4].*"
            );

    [Fact]
    public void A_covariance_of_one_row_is_refused()
    {
        using var statistics = FeatureStatistics.Of(zeros(1, 3));
        FluentActions
            .Invoking(() => statistics.Covariance())
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("At least 2 rows of features are needed, but 1 were added.");
    }
}
