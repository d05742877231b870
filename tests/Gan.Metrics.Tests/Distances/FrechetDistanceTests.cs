using Gan.Metrics.Tests.Fixtures;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Metrics.Tests.Distances;

public class FrechetDistanceTests
{
    public static TheoryData<string> Names => NumPy.Names;

    [Theory, MemberData(nameof(Names))]
    public void SciPy_finds_the_same_distance(string name)
    {
        using var _ = NewDisposeScope();
        var known = NumPy.Named(name);
        FrechetDistance.Compute(known.RealRows(), known.FakeRows()).ShouldAgree(known.Frechet);
        FrechetDistance.Compute(known.FakeRows(), known.RealRows()).ShouldAgree(known.Frechet);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_set_is_at_distance_zero_from_itself(string name)
    {
        using var _ = NewDisposeScope();
        var known = NumPy.Named(name);
        FrechetDistance.Compute(known.RealRows(), known.RealRows().flip(0)).Should().BeInRange(0, 1e-9);
    }

    [Fact]
    public void A_set_of_fewer_samples_than_features_is_at_distance_zero_from_itself()
    {
        using var _ = NewDisposeScope();
        using var random = new Generator(4);
        var rows = rand([60, 200], generator: random) * 10; // the trace is about 1,700
        FrechetDistance.Compute(rows, rows).Should().BeInRange(0, 1e-6);
    }

    [Fact]
    public void Gaussians_with_diagonal_covariances_have_the_closed_form()
    {
        using var _ = NewDisposeScope();
        // Rows at ±a on each axis: mean and covariance are exact, 2a² / (N − 1) on the diagonal.
        static Tensor Cross(double[] reach, double[] mean) =>
            cat([diag(tensor(reach)), diag(tensor(reach)).neg()]).add(tensor(mean));
        double[] a = [1, 2.5, 0, 0.3];
        double[] b = [2, 2.5, 0.7, 0];
        double[] first = [0, 1, -2, 5];
        double[] second = [0.5, 1, 3, 5];
        var deviation = Math.Sqrt(2.0 / 7);
        var expected = Enumerable
            .Range(0, 4)
            .Sum(i => Math.Pow(first[i] - second[i], 2) + Math.Pow((a[i] - b[i]) * deviation, 2));
        FrechetDistance.Compute(Cross(a, first), Cross(b, second)).ShouldAgree(expected, 1e-12);
    }

    [Theory]
    [InlineData(1e-2)]
    [InlineData(1e-4)]
    [InlineData(1e-5)]
    [InlineData(1e-7)]
    public void Whatever_the_condition_of_a_covariance_the_closed_form_holds(double smallest)
    {
        using var _ = NewDisposeScope();
        using var random = new Generator(6);
        var reach = logspace(0, Math.Log10(smallest), 20, dtype: ScalarType.Float64);
        var (rotation, _) = linalg.qr(randn([20, 20], dtype: ScalarType.Float64, generator: random));
        // covariances that commute: the roots' difference is all
        Tensor Rows(Tensor size) => cat([diag(size), diag(size).neg()]).matmul(rotation);
        var first = Rows(reach);
        var second = Rows(reach.flip(0));
        var expected = reach.sub(reach.flip(0)).square().sum().mul(2.0 / 39).ToDouble();
        // A covariance knows an eigenvalue to a unit roundoff (1.1e-16) of its largest, and so the root of its smallest
        // to 1e-16 / (2 · smallest) of the result.
        FrechetDistance.Compute(first, second).ShouldAgree(expected, Math.Max(1e-10, 1e-16 / smallest));
    }

    [Fact]
    public void A_shift_alone_costs_its_square()
    {
        using var _ = NewDisposeScope();
        var rows = NumPy.Named("full").RealRows();
        FrechetDistance.Compute(rows, rows + 3).ShouldAgree(6 * 9);
    }

    [Fact]
    public void Batches_give_the_distance_of_all_rows()
    {
        using var _ = NewDisposeScope();
        var known = NumPy.Named("a large mean");
        using FeatureStatistics real = new();
        using FeatureStatistics fake = new();
        foreach (var part in known.RealRows().split(7))
        {
            real.Add(part);
        }
        foreach (var part in known.FakeRows().split(1))
        {
            fake.Add(part);
        }
        FrechetDistance.Compute(real, fake).ShouldAgree(known.Frechet);
    }

    [Fact]
    public void Rows_added_after_a_distance_count_in_the_next()
    {
        using var _ = NewDisposeScope();
        var known = NumPy.Named("full");
        using FeatureStatistics real = FeatureStatistics.Of(known.RealRows());
        using FeatureStatistics fake = new();
        var parts = known.FakeRows().split(known.FakeRows().shape[0] / 2 + 1);
        fake.Add(parts[0]);
        var before = FrechetDistance.Compute(real, fake);
        fake.Add(parts[1]);
        var after = FrechetDistance.Compute(real, fake);
        after.ShouldAgree(known.Frechet);
        before.Should().NotBeApproximately(after, 1e-6 * after);
        FrechetDistance.Compute(real, fake).Should().Be(after);
    }

    [Fact]
    public void Unlike_widths_and_too_few_samples_are_named()
    {
        using var _ = NewDisposeScope();
        FluentActions
            .Invoking(() => FrechetDistance.Compute(ones(5, 3), ones(5, 4)))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage(
                "Both sets must have features of one width, but real has 3 and fake 4: take both from one extractor.*"
            );
        FluentActions
            .Invoking(() => FrechetDistance.Compute(ones(1, 3), ones(5, 3)))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("real must have at least 2 rows, but has 1.*");
    }
}
