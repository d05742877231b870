using Gan.Metrics.Tests.Fixtures;
using static TorchSharp.torch;

namespace Gan.Metrics.Tests.Distances;

public class DensityCoverageTests
{
    public static TheoryData<string> Names => NumPy.Names;

    [Theory, MemberData(nameof(Names))]
    public void NumPy_counts_the_same(string name)
    {
        using var _ = NewDisposeScope();
        var known = NumPy.Named(name);
        var found = DensityCoverage.Compute(known.RealRows(), known.FakeRows());
        found.Density.ShouldAgree(known.Density, 1e-14);
        found.Coverage.ShouldAgree(known.Coverage, 1e-14);
    }

    [Fact]
    public void The_border_of_a_ball_is_outside()
    {
        using var _ = NewDisposeScope();
        var real = tensor(new[] { 0.0, 1, 3, 6 }).reshape(4, 1); // radii for k = 1: 1, 1, 2, 3
        DensityCoverage
            .Compute(real, tensor(new[] { -1.0, 9 }).reshape(2, 1), k: 1)
            .Should()
            .Be(new DensityCoverage(0, 0));
        DensityCoverage
            .Compute(real, tensor(new[] { -0.5, 4 }).reshape(2, 1), k: 1)
            .Should()
            .Be(new DensityCoverage(1.5, 0.75));
    }

    [Theory]
    [InlineData(40, 40, 5)]
    [InlineData(60, 20, 3)]
    public void A_perfect_generator_covers_what_the_formula_expects(int real, int fake, int k)
    {
        using var _ = NewDisposeScope();
        using var random = new Generator(7);
        var values = Enumerable
            .Range(0, 200)
            .Select(i =>
                DensityCoverage
                    .Compute(randn([real, 3], generator: random), randn([fake, 3], generator: random), k)
                    .Coverage
            )
            .ToArray();
        var mean = values.Average();
        var error = Math.Sqrt(values.Average(v => (v - mean) * (v - mean)) / values.Length);
        mean.Should().BeApproximately(DensityCoverage.ExpectedCoverage(real, fake, k), 4 * error);
    }

    [Fact]
    public void The_expectation_for_equal_counts_is_that_of_the_paper() =>
        DensityCoverage.ExpectedCoverage(10_000, 10_000).Should().BeApproximately(1 - Math.Pow(0.5, 5), 1e-3);

    [Fact]
    public void Too_few_rows_for_the_neighbour_are_refused() =>
        FluentActions
            .Invoking(() => DensityCoverage.Compute(ones(5, 2), ones(9, 2)))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("real must have at least 6 rows, but has 5.*");
}
