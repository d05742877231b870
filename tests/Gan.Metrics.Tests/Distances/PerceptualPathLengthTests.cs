using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Metrics.Tests.Distances;

public class PerceptualPathLengthTests
{
    private static readonly PathLengthOptions Exact = new()
    {
        LatentSize = 3,
        Pairs = 120,
        BatchSize = 50,
        LatentType = ScalarType.Float64,
        TrimmedPercent = 0,
        Seed = 4,
    };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_linear_generator_on_straight_paths_has_the_squared_lengths_of_its_paths(bool full)
    {
        using var _ = NewDisposeScope();
        var weight = tensor(new[] { 1.0, 2, -1, 0.5, 0, 3 }).reshape(3, 2);
        var found = PerceptualPathLength.Compute(
            z => z.matmul(weight),
            Squared,
            Exact with
            {
                Spherical = false,
                Full = full,
                Pairs = 20_000,
                BatchSize = 1000,
            }
        );
        // E |(b − a) W|² = 2 |W|² for independent normal ends, whatever ε and t.
        var expected = 2 * weight.square().sum().ToDouble();
        found.Mean.Should().BeApproximately(expected, 5 * found.StandardDeviation / Math.Sqrt(20_000));
        found.Count.Should().Be(20_000);
    }

    [Fact]
    public void An_arc_is_longer_than_its_chord()
    {
        double Of(bool spherical) =>
            PerceptualPathLength
                .Compute(z => z, Squared, Exact with { Pairs = 2000, BatchSize = 500, Spherical = spherical })
                .Mean;
        Of(true).Should().BeGreaterThan(Of(false));
    }

    [Fact]
    public void On_a_line_of_one_dimension_the_great_circle_is_not_a_number_of_its_own()
    {
        using var _ = NewDisposeScope();
        // Ends of equal or opposite direction have no single circle; the lengths stay finite.
        PerceptualPathLength.Compute(z => z, Squared, Exact with { LatentSize = 1 }).Mean.Should().BePositive();
    }

    [Fact]
    public void A_distance_is_divided_by_the_square_of_the_step_once()
    {
        var found = PerceptualPathLength.Compute(
            z => z,
            (a, _) => full([a.shape[0]], 3e-8, dtype: ScalarType.Float64),
            Exact with
            {
                Epsilon = 1e-2,
            }
        );
        found.Mean.Should().BeApproximately(3e-4, 1e-15);
        found.StandardDeviation.Should().BeLessThan(1e-15);
    }

    [Fact]
    public void What_lies_outside_of_the_percentiles_is_left_out()
    {
        var calls = 0;
        Tensor Counted(Tensor a, Tensor b) =>
            arange(a.shape[0] * calls, a.shape[0] * ++calls, dtype: ScalarType.Float64);
        // 0 … 199: numpy.percentile(d, 1, 'lower') = 1 and (d, 99, 'higher') = 198.
        var found = PerceptualPathLength.Compute(
            z => z,
            Counted,
            Exact with
            {
                Pairs = 200,
                BatchSize = 50,
                Epsilon = 0.5,
                TrimmedPercent = 1,
            }
        );
        found.Count.Should().Be(198);
        found.Mean.Should().BeApproximately(99.5 * 4, 1e-9);
    }

    [Fact]
    public void The_seed_names_the_pairs()
    {
        double Of(ulong seed) => PerceptualPathLength.Compute(z => z, Squared, Exact with { Seed = seed }).Mean;
        Of(1).Should().Be(Of(1)).And.NotBe(Of(2));
    }

    [Fact]
    public void Features_of_an_extractor_serve_as_a_distance()
    {
        using var _ = NewDisposeScope();
        var distance = PerceptualPathLength.SquaredFeatureDistance(new RawPixels());
        distance(tensor(new[] { 1.0, 2, 3, 4 }).reshape(2, 2), zeros(2, 2))
            .data<double>()
            .ToArray()
            .Should()
            .Equal(5, 25);
    }

    [Fact]
    public void A_distance_that_is_no_number_or_of_another_shape_is_named()
    {
        FluentActions
            .Invoking(() => PerceptualPathLength.Compute(z => z, (a, _) => full([a.shape[0]], double.NaN), Exact))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("A distance must be finite, but is NaN or infinite for some pair.*");
        FluentActions
            .Invoking(() => PerceptualPathLength.Compute(z => z, (a, _) => zeros(1, 2), Exact))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("A distance must give one number for each pair, [50], but gave [1, 2].*");
    }

    private static Tensor Squared(Tensor a, Tensor b) => (a - b).square().sum(1);
}
