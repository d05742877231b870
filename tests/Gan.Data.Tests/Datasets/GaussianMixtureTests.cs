using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data.Tests.Datasets;

public class GaussianMixtureTests
{
    [Fact]
    public void The_ring_has_eight_distinct_modes_evenly_apart()
    {
        using var ring = GaussianMixture.Ring(count: 10);
        ring.Centers.Should().HaveCount(8);
        // The chord of an eighth of the unit circle. The endpoint mistake puts two modes into one place.
        var nearest = 2 * Math.Sin(Math.PI / 8);
        for (var i = 0; i < 8; i++)
        {
            for (var j = 0; j < i; j++)
            {
                Distance(ring.Centers[i], ring.Centers[j]).Should().BeGreaterThan(nearest - 1e-12);
            }

            Distance(ring.Centers[i], ring.Centers[(i + 1) % 8]).Should().BeApproximately(nearest, 1e-12);
            Distance(ring.Centers[i], (0, 0)).Should().BeApproximately(1, 1e-12);
        }

        ring.Centers[0].Should().Be((1.0, 0.0));
    }

    [Fact]
    public void The_ring_has_the_settings_of_PacGAN()
    {
        using var ring = GaussianMixture.Ring();
        (ring.Count, ring.Sigma, ring.Classes).Should().Be((100_000L, 0.01, 8L));
        ring.SampleShape.Should().Equal(2);
    }

    [Fact]
    public void The_grid_has_the_settings_of_PacGAN()
    {
        using var grid = GaussianMixture.Grid();
        (grid.Count, grid.Sigma, grid.Classes).Should().Be((100_000L, 0.05, 25L));
        double[] axis = [-4, -2, 0, 2, 4];
        grid.Centers.Should()
            .BeEquivalentTo(from x in axis from y in axis select (x, y), options => options.WithStrictOrdering());
    }

    [Fact]
    public void An_even_grid_is_centred_too()
    {
        using var grid = GaussianMixture.Grid(side: 2, spacing: 3, count: 10);
        grid.Centers.Should().Equal((-1.5, -1.5), (-1.5, 1.5), (1.5, -1.5), (1.5, 1.5));
    }

    [Fact]
    public void Points_scatter_about_their_mode_with_the_given_sigma_and_equal_weight()
    {
        using var ring = GaussianMixture.Ring(sigma: 0.02, seed: 3);
        (var points, var modes) = All(ring);
        var counts = new int[8];
        double sum = 0;
        double squares = 0;
        double cross = 0;
        for (var i = 0; i < modes.Length; i++)
        {
            (var x, var y) = ring.Centers[(int)modes[i]];
            x = (points[2 * i] - x) / 0.02;
            y = (points[(2 * i) + 1] - y) / 0.02;
            counts[modes[i]]++;
            sum += x + y;
            squares += (x * x) + (y * y);
            cross += x * y;
        }

        // Each bound is five standard deviations of its statistic for 100,000 points.
        counts.Should().AllSatisfy(count => count.Should().BeInRange(11_977, 13_023));
        (sum / 200_000).Should().BeApproximately(0, 0.0112);
        (squares / 200_000).Should().BeApproximately(1, 0.0158);
        (cross / 100_000).Should().BeApproximately(0, 0.0158);
    }

    [Fact]
    public void Points_are_the_ones_that_an_independent_Python_program_made()
    {
        using var ring = GaussianMixture.Ring(count: 3, seed: 7);
        (var points, var modes) = All(ring);
        modes.Should().Equal(7, 0, 1);
        points
            .Should()
            .Equal(
                [0.72384009f, -0.71908710f, 1.00858165f, 0.01366849f, 0.71897988f, 0.69769985f],
                (a, b) => MathF.Abs(a - b) < 1e-6f
            );
    }

    [Fact]
    public void Another_seed_gives_other_points()
    {
        using var first = GaussianMixture.Ring(count: 100, seed: 1);
        using var same = GaussianMixture.Ring(count: 100, seed: 1);
        using var other = GaussianMixture.Ring(count: 100, seed: 2);
        All(same).Points.Should().Equal(All(first).Points);
        All(other).Points.Should().NotEqual(All(first).Points);
    }

    [Fact]
    public void A_ring_without_modes_is_refused() =>
        FluentActions
            .Invoking(() => GaussianMixture.Ring(modes: 0))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("modes must be at least 1, but was 0.*");

    [Theory]
    [InlineData(0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_sigma_that_is_not_positive_and_finite_is_refused(double sigma) =>
        FluentActions
            .Invoking(() => GaussianMixture.Grid(sigma: sigma))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage($"sigma must be positive and finite, but was {sigma}.*");

    [Fact]
    public void No_points_are_refused() =>
        FluentActions
            .Invoking(() => GaussianMixture.Ring(count: 0))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("count must be at least 1, but was 0.*");

    private static double Distance((double X, double Y) a, (double X, double Y) b) =>
        Math.Sqrt(Math.Pow(a.X - b.X, 2) + Math.Pow(a.Y - b.Y, 2));

    private static (float[] Points, long[] Modes) All(GaussianMixture data)
    {
        using var indices = torch.arange(data.Count, dtype: ScalarType.Int64);
        using var batch = data.Read(indices, torch.CPU);
        return (batch.Samples.Floats(), batch.Condition!.Longs());
    }
}
