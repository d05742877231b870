namespace Gan.Losses.Tests.Penalties;

public sealed class WganDivPenaltyTests
{
    [Theory]
    [InlineData(2, 6)]
    [InlineData(0.5, 2)]
    [InlineData(1, 1.5)]
    public void Penalty_of_a_linear_critic_is_k_times_a_power_of_its_slope(double k, double power)
    {
        var w = Tensors.Leaf([0.6 * 1.5, 0.8 * 1.5]);
        var penalty = new WganDivPenalty(k, power).Penalty(
            Tensors.Context(Tensors.Normal(1, 6, 2), Tensors.Normal(2, 6, 2), Critics.Linear(w))
        );
        penalty.backward();
        penalty.Value().Should().BeApproximately(k * Math.Pow(1.5, power), 1e-12);
        var slope = k * power * Math.Pow(1.5, power - 1);
        PyTorch.Error(w.grad!.Values(), [slope * 0.6, slope * 0.8]).Should().BeLessThan(1e-13);
    }

    [Fact]
    public void A_flat_critic_costs_nothing_and_gets_no_NaN()
    {
        foreach (var power in new[] { 1.5, 2, 6 })
        {
            var w = Tensors.Leaf([0, 0]);
            new WganDivPenalty(Power: power)
                .Penalty(Tensors.Context(Tensors.Normal(1, 4, 2), Tensors.Normal(2, 4, 2), Critics.Linear(w)))
                .backward();
            w.grad!.Values().Should().Equal(0, 0);
        }
    }

    [Fact]
    public void Settings_out_of_range_are_refused_with_bound_and_value()
    {
        new WganDivPenalty(K: -1).Problems().Should().Equal("K must be at least 0, but was -1.");
        new WganDivPenalty(Power: 1).Problems().Should().Equal("Power must be greater than 1, but was 1.");
    }
}
