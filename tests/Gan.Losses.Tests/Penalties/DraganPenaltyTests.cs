namespace Gan.Losses.Tests.Penalties;

public sealed class DraganPenaltyTests
{
    [Fact]
    public void Dragan_of_a_linear_critic_is_exact_for_any_batch()
    {
        // torchgan took one norm over the whole batch: there the optimum would be a slope of 1/√64
        var w = Tensors.Leaf([3, 4]);
        new DraganPenalty()
            .Penalty(Tensors.Context(Tensors.Normal(1, 64, 2), Tensors.Normal(2, 64, 2), Critics.Linear(w)))
            .Value()
            .Should()
            .BeApproximately(10 * 16, 1e-11);
    }

    [Fact]
    public void Points_lie_above_the_real_samples_by_at_most_half_a_standard_deviation()
    {
        var real = Tensors.Normal(1, 500, 3) * 4;
        var shift = (Points(new DraganPenalty(), real) - real).Values();
        var sigma = real.std(unbiased: false).Values()[0];
        shift.Should().OnlyContain(s => s >= 0 && s <= 0.5 * sigma);
        // E[ε u] = 1/4 of the half; the standard error of 1,500 products is below 0.006
        (shift.Average() / (0.5 * sigma))
            .Should()
            .BeApproximately(0.25, 0.03);
    }

    [Fact]
    public void Each_sample_moves_in_a_direction_of_its_own_and_by_a_ratio_of_its_own()
    {
        var real = Tensors.Normal(1, 16, 4);
        (Points(new DraganPenalty(), real) - real).Values().Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Strength_0_stays_on_the_data()
    {
        var real = Tensors.Normal(1, 8, 4);
        Points(new DraganPenalty(Strength: 0), real).Values().Should().Equal(real.Values());
    }

    [Fact]
    public void Settings_out_of_range_are_refused_with_bound_and_value()
    {
        new DraganPenalty(-1).Problems().Should().Equal("Lambda must be at least 0, but was -1.");
        new DraganPenalty(Strength: double.NaN).Problems().Should().Equal("Strength must be finite, but was NaN.");
    }

    private static Tensor Points(DraganPenalty penalty, Tensor real)
    {
        Tensor? points = null;
        var w = ones(real.shape[1], ScalarType.Float64).requires_grad_();
        penalty.Penalty(
            Tensors.Context(
                real,
                real,
                x =>
                {
                    points = x.detach().clone();
                    return Critics.Linear(w)(x);
                }
            )
        );
        return points!;
    }
}
