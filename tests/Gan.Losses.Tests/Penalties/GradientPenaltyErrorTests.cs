namespace Gan.Losses.Tests.Penalties;

public sealed class GradientPenaltyErrorTests
{
    private static readonly Tensor W = Tensors.Make([1, 2]).DetachFromDisposeScope().requires_grad_();

    [Fact]
    public void Defaults_are_those_of_the_paper() =>
        new GradientPenalty().Should().Be(new GradientPenalty(Lambda: 10, Target: 1));

    [Fact]
    public void Negative_lambda_is_refused_with_bound_and_value()
    {
        new GradientPenalty(Lambda: -1).Problems().Should().Equal("Lambda must be at least 0, but was -1.");
        (new GradientPenalty() with { Lambda = -0.5 })
            .Problems()
            .Should()
            .Equal("Lambda must be at least 0, but was -0.5.");
    }

    [Fact]
    public void Negative_or_infinite_target_is_refused_with_bound_and_value()
    {
        new GradientPenalty(Target: -2).Problems().Should().Equal("Target must be at least 0, but was -2.");
        new GradientPenalty(Target: double.PositiveInfinity)
            .Problems()
            .Should()
            .Equal("Target must be finite, but was Infinity.");
    }

    [Fact]
    public void A_penalty_under_no_grad_is_refused()
    {
        var context = Tensors.Context(Tensors.Normal(1, 4, 2), Tensors.Normal(2, 4, 2), Critics.Linear(W));
        using var off = no_grad();
        var penalise = () => new GradientPenalty().Penalty(context);
        penalise.Should().Throw<InvalidOperationException>().WithMessage("*call it with gradients enabled*");
    }
}
