namespace Gan.Losses.Tests.Penalties;

public sealed class R1PenaltyTests
{
    [Fact]
    public void R1_of_a_linear_critic_is_half_gamma_times_the_square_of_its_slope()
    {
        var w = Tensors.Leaf([3, 4]);
        var penalty = new R1Penalty(Gamma: 10).Penalty(
            Tensors.Context(Tensors.Normal(1, 64, 2), Tensors.Normal(2, 64, 2), Critics.Linear(w))
        );
        penalty.backward();
        penalty.Value().Should().BeApproximately(5 * 25, 1e-12);
        PyTorch.Error(w.grad!.Values(), [10 * 3, 10 * 4]).Should().BeLessThan(1e-14); // γ w
    }

    [Fact]
    public void Only_real_samples_count()
    {
        // D(x) = ‖x‖²/2 has the gradient x
        var real = Tensors.Make([1, 2, 3, 4], shape: [2, 2]);
        var fake = Tensors.Normal(2, 2, 2) * 1e6;
        new R1Penalty(2)
            .Penalty(Tensors.Context(real, fake, x => x.square().sum(1) / 2))
            .Value()
            .Should()
            .BeApproximately((5 + 25) / 2.0, 1e-13);
    }

    [Fact]
    public void A_pack_has_one_gradient_over_all_its_samples()
    {
        // D(a, b) = w·a + v·b has ‖∇‖² = ‖w‖² + ‖v‖² a pack; a norm for each sample would give half of it
        var w = Tensors.Leaf([3, 4, 0, 12]);
        var context = Tensors.Context(Tensors.Normal(1, 8, 2), Tensors.Normal(2, 8, 2), x => x.reshape(4, 4).matmul(w));
        new R1Penalty(2).Penalty(context).Value().Should().BeApproximately(169, 1e-11);
    }

    [Fact]
    public void Several_discriminators_are_averaged()
    {
        var w = Tensors.Leaf([3, 1, 4, 2], shape: [2, 2]);
        var context = Tensors.Context(Tensors.Normal(1, 8, 2), Tensors.Normal(2, 8, 2), x => x.matmul(w));
        new R1Penalty(2).Penalty(context).Value().Should().BeApproximately((25 + 5) / 2.0, 1e-12);
    }

    [Fact]
    public void A_flat_critic_costs_nothing_and_leaves_its_weights()
    {
        var w = Tensors.Leaf([0, 0]);
        var penalty = new R1Penalty().Penalty(
            Tensors.Context(Tensors.Normal(1, 4, 2), Tensors.Normal(2, 4, 2), Critics.Linear(w))
        );
        penalty.backward();
        penalty.Value().Should().Be(0);
        w.grad!.Values().Should().Equal(0, 0);
    }

    [Fact]
    public void Negative_gamma_is_refused_with_bound_and_value()
    {
        new R1Penalty(-1).Problems().Should().Equal("Gamma must be at least 0, but was -1.");
    }
}
