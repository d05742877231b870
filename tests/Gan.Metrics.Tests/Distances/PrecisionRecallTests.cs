using Gan.Metrics.Tests.Fixtures;
using static TorchSharp.torch;

namespace Gan.Metrics.Tests.Distances;

public class PrecisionRecallTests
{
    public static TheoryData<string> Names => NumPy.Names;

    [Theory, MemberData(nameof(Names))]
    public void NumPy_counts_the_same_shares_and_swapping_the_sets_swaps_them(string name)
    {
        using var _ = NewDisposeScope();
        var known = NumPy.Named(name);
        PrecisionRecall
            .Compute(known.RealRows(), known.FakeRows())
            .Should()
            .Be(new PrecisionRecall(known.Precision, known.Recall));
        PrecisionRecall
            .Compute(known.FakeRows(), known.RealRows())
            .Should()
            .Be(new PrecisionRecall(known.Recall, known.Precision));
    }

    [Fact]
    public void Good_samples_of_one_mode_of_two_are_precise_and_forget_half()
    {
        using var _ = NewDisposeScope();
        using var random = new Generator(1);
        var mode = randn([50, 2], generator: random);
        PrecisionRecall.Compute(cat([mode, mode + 100]), mode).Should().Be(new PrecisionRecall(1, 0.5));
    }

    [Fact]
    public void A_radius_excludes_the_row_itself_and_its_border_is_inside()
    {
        using var _ = NewDisposeScope();
        var real = tensor(new[] { 0.0, 1, 3, 6 }).reshape(4, 1); // radii for k = 1: 1, 1, 2, 3
        PrecisionRecall
            .Compute(real, tensor(new[] { -1.0, 9, 9.5, 4.0 }).reshape(4, 1), k: 1)
            .Precision.Should()
            .Be(0.75);
    }

    [Fact]
    public void Equal_rows_have_a_radius_of_zero_that_still_holds_their_copies()
    {
        using var _ = NewDisposeScope();
        PrecisionRecall.Compute(ones(10, 3), ones(6, 3)).Should().Be(new PrecisionRecall(1, 1));
    }

    [Fact]
    public void Too_few_rows_for_the_neighbour_are_refused() =>
        FluentActions
            .Invoking(() => PrecisionRecall.Compute(ones(3, 2), ones(9, 2)))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("real must have at least 4 rows, but has 3.*");

    [Fact]
    public void A_neighbour_before_the_first_is_refused() =>
        FluentActions
            .Invoking(() => PrecisionRecall.Compute(ones(9, 2), ones(9, 2), k: 0))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("k must be at least 1, but was 0.*");
}
