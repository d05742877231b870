namespace Gan.Losses.Tests.Penalties;

public sealed class R2PenaltyTests
{
    [Fact]
    public void Only_generated_samples_count()
    {
        var real = Tensors.Normal(1, 2, 2) * 1e6;
        var fake = Tensors.Make([1, 2, 3, 4], shape: [2, 2]);
        new R2Penalty(2)
            .Penalty(Tensors.Context(real, fake, x => x.square().sum(1) / 2))
            .Value()
            .Should()
            .BeApproximately((5 + 25) / 2.0, 1e-13);
    }

    [Fact]
    public void R2_is_R1_of_the_other_batch()
    {
        var w = Tensors.Leaf([0.3, -2]);
        Func<Tensor, Tensor> critic = x => Critics.Linear(w)(x).tanh();
        var a = Tensors.Normal(1, 5, 2);
        var b = Tensors.Normal(2, 5, 2);
        new R2Penalty(3)
            .Penalty(Tensors.Context(a, b, critic))
            .Value()
            .Should()
            .Be(new R1Penalty(3).Penalty(Tensors.Context(b, a, critic)).Value());
    }

    [Fact]
    public void Negative_gamma_is_refused_with_bound_and_value()
    {
        new R2Penalty(-0.5).Problems().Should().Equal("Gamma must be at least 0, but was -0.5.");
    }
}
