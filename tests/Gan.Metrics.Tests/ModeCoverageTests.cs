using FluentAssertions;
using Gan.Data;
using Xunit;
using static TorchSharp.torch;

namespace Gan.Metrics.Tests;

public sealed class ModeCoverageTests
{
    private static readonly (double, double)[] Corners = [(0, 0), (10, 0), (0, 10), (10, 10)];

    [Fact]
    public void The_mixture_itself_covers_every_mode_with_the_share_that_a_Gaussian_has_within_three_deviations()
    {
        using var ring = GaussianMixture.Ring(count: 20_000, seed: 4);
        using var scope = NewDisposeScope();
        var coverage = ModeCoverage.Compute(ring.Read(arange(20_000), CPU).Samples, ring.Centers, ring.Sigma);
        (coverage.Modes, coverage.Total).Should().Be((8, 8));
        coverage
            .HighQuality.Should()
            .BeApproximately(1 - Math.Exp(-4.5), 0.002, "the distance in the plane has a Rayleigh distribution");
        coverage.ReverseKl.Should().BeLessThan(0.002);
    }

    [Fact]
    public void Quality_modes_and_divergence_of_a_small_set_are_as_counted_by_hand()
    {
        using var scope = NewDisposeScope();
        var samples = tensor(new float[] { 0, 0, 0.2f, 0, 10, 0.29f, 5, 5, 0, 10.31f }, [5, 2]);
        var coverage = ModeCoverage.Compute(samples, Corners, sigma: 0.1);
        coverage.Modes.Should().Be(2, "(0, 10.31) lies beyond three deviations");
        coverage.HighQuality.Should().BeApproximately(0.6, 1e-12);
        coverage.ReverseKl.Should().BeApproximately(2.0 / 3 * Math.Log(8.0 / 3) + 1.0 / 3 * Math.Log(4.0 / 3), 1e-12);
    }

    [Fact]
    public void Without_a_good_sample_there_is_no_divergence()
    {
        using var scope = NewDisposeScope();
        var coverage = ModeCoverage.Compute(ones(3, 2) * 5, Corners, 0.1);
        (coverage.Modes, coverage.HighQuality).Should().Be((0, 0));
        coverage.ReverseKl.Should().Be(double.NaN);
    }

    [Fact]
    public void Bad_input_is_named()
    {
        using var scope = NewDisposeScope();
        var shape = () => ModeCoverage.Compute(ones(3, 3), Corners, 0.1);
        shape
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("Samples must be points of shape [N, 2], but have shape [3, 3].*");
        var sigma = () => ModeCoverage.Compute(ones(3, 2), Corners, 0);
        sigma.Should().Throw<ArgumentOutOfRangeException>().WithMessage("sigma must be greater than 0, but was 0.*");
        var none = () => ModeCoverage.Compute(ones(3, 2), [], 1);
        none.Should().Throw<ArgumentException>().WithMessage("There must be at least one mode.*");
    }
}
