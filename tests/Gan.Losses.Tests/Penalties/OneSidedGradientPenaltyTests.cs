namespace Gan.Losses.Tests.Penalties;

public sealed class OneSidedGradientPenaltyTests
{
    [Theory]
    [InlineData(0.3)]
    [InlineData(1)]
    public void A_slope_of_at_most_1_costs_nothing(double slope)
    {
        var w = Tensors.Leaf([0.6 * slope, 0.8 * slope]);
        var penalty = Penalty(w);
        penalty.backward();
        penalty.Value().Should().BeApproximately(0, 1e-30);
        w.grad!.Values().Should().OnlyContain(g => Math.Abs(g) < 1e-14);
    }

    [Fact]
    public void A_steeper_slope_costs_as_in_the_two_sided_penalty()
    {
        var w = Tensors.Leaf([3, 4]);
        Penalty(w).Value().Should().BeApproximately(10 * 16, 1e-11);
    }

    [Fact]
    public void Samples_below_the_bound_do_not_make_up_for_samples_above_it()
    {
        double[] slopes = [0.1, 3, 0.5, 1];
        var w = Tensors.Leaf([0.6, 0.8]);
        new OneSidedGradientPenalty(1)
            .Penalty(Tensors.Context(Tensors.Normal(1, 4, 2), Tensors.Normal(2, 4, 2), Critics.Scaled(w, slopes)))
            .Value()
            .Should()
            .BeApproximately(4 / 4.0, 1e-13);
    }

    [Fact]
    public void Negative_lambda_is_refused_with_bound_and_value()
    {
        new OneSidedGradientPenalty(-1).Problems().Should().Equal("Lambda must be at least 0, but was -1.");
    }

    private static Tensor Penalty(Tensor w) =>
        new OneSidedGradientPenalty().Penalty(
            Tensors.Context(Tensors.Normal(1, 6, 2), Tensors.Normal(2, 6, 2), Critics.Linear(w))
        );
}
