using Gan.Metrics.Tests.Fixtures;
using static TorchSharp.torch;

namespace Gan.Metrics.Tests.Distances;

public class KernelDistanceTests
{
    public static TheoryData<string> Names => NumPy.Names;

    [Theory, MemberData(nameof(Names))]
    public void NumPy_finds_the_same_discrepancy(string name)
    {
        using var _ = NewDisposeScope();
        var known = NumPy.Named(name);
        // At a mean of 1,000 the kernel is 1e18 and the discrepancy what is left of its 16 digits.
        var relative = name == "a large mean" ? 1e-6 : 1e-9;
        KernelDistance.SquaredDiscrepancy(known.RealRows(), known.FakeRows()).ShouldAgree(known.Kernel, relative);
    }

    [Fact]
    public void A_subset_of_all_rows_is_the_discrepancy_itself()
    {
        using var _ = NewDisposeScope();
        var known = NumPy.Named("equal counts");
        var distance = KernelDistance.Compute(known.RealRows(), known.FakeRows(), subsets: 5, subsetSize: 40);
        distance.Mean.ShouldAgree(known.Kernel);
        distance.StandardDeviation.Should().BeLessThan(1e-12);
    }

    [Fact]
    public void Subsets_are_averaged_and_their_spread_is_given()
    {
        using var _ = NewDisposeScope();
        var known = NumPy.Named("full");
        var few = KernelDistance.Compute(known.RealRows(), known.FakeRows(), subsets: 400, subsetSize: 20, seed: 1);
        few.Mean.Should().BeApproximately(known.Kernel, 5 * few.StandardDeviation / Math.Sqrt(400)); // unbiased
        few.StandardDeviation.Should().BeGreaterThan(0);
        KernelDistance
            .Compute(known.RealRows(), known.FakeRows(), subsets: 400, subsetSize: 20, seed: 1)
            .Should()
            .Be(few);
        KernelDistance
            .Compute(known.RealRows(), known.FakeRows(), subsets: 400, subsetSize: 20, seed: 2)
            .Should()
            .NotBe(few);
    }

    [Fact]
    public void Equal_distributions_are_about_zero_apart_and_may_be_below()
    {
        using var _ = NewDisposeScope();
        using var random = new Generator(5);
        var values = Enumerable
            .Range(0, 40)
            .Select(i =>
                KernelDistance.SquaredDiscrepancy(randn([50, 4], generator: random), randn([50, 4], generator: random))
            )
            .ToArray();
        values.Should().Contain(value => value < 0);
        var deviation = Math.Sqrt(values.Average(value => value * value));
        values.Average().Should().BeInRange(-4 * deviation / Math.Sqrt(40), 4 * deviation / Math.Sqrt(40));
    }

    [Fact]
    public void Subsets_larger_than_a_set_are_refused()
    {
        using var _ = NewDisposeScope();
        FluentActions
            .Invoking(() => KernelDistance.Compute(ones(50, 3), ones(20, 3), subsetSize: 30))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("fake must have at least 30 rows, but has 20.*");
        FluentActions
            .Invoking(() => KernelDistance.Compute(ones(50, 3), ones(20, 3), subsets: 0))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("subsets must be at least 1, but was 0.*");
    }
}
