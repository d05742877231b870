namespace Gan.Losses.Tests.Penalties;

public sealed class BalancedConsistencyTests
{
    private static readonly IAugmentation Shift = new Shifted(1);

    [Fact]
    public void A_linear_critic_pays_for_the_change_of_its_score()
    {
        var w = Tensors.Leaf([3, 4]); // a shift by 1 in both entries changes the score by 7
        var context = Tensors.Context(Tensors.Normal(1, 4, 2), Tensors.Normal(2, 6, 2), Critics.Linear(w));
        new BalancedConsistency(Shift, LambdaReal: 2, LambdaFake: 0)
            .Penalty(context)
            .Value()
            .Should()
            .BeApproximately(2 * 49, 1e-12);
        new BalancedConsistency(Shift, LambdaReal: 0, LambdaFake: 3)
            .Penalty(context)
            .Value()
            .Should()
            .BeApproximately(3 * 49, 1e-12);
        new BalancedConsistency(Shift).Penalty(context).Value().Should().BeApproximately(20 * 49, 1e-11);
    }

    [Fact]
    public void A_critic_that_does_not_see_the_change_pays_nothing()
    {
        var w = Tensors.Leaf([1, -1]);
        new BalancedConsistency(Shift)
            .Penalty(Tensors.Context(Tensors.Normal(1, 4, 2), Tensors.Normal(2, 4, 2), Critics.Linear(w)))
            .Value()
            .Should()
            .BeApproximately(0, 1e-28);
    }

    [Fact]
    public void Gradient_reaches_the_critic_through_both_scores()
    {
        var w = Tensors.Leaf([3, 4]);
        new BalancedConsistency(Shift, 1, 0)
            .Penalty(Tensors.Context(Tensors.Normal(1, 4, 2), Tensors.Normal(2, 4, 2), Critics.Linear(w)))
            .backward();
        PyTorch.Error(w.grad!.Values(), [14, 14]).Should().BeLessThan(1e-13);
    }

    [Fact]
    public void A_missing_augmentation_and_negative_weights_are_refused()
    {
        var none = () => new BalancedConsistency(null!);
        none.Should().Throw<ArgumentNullException>().WithParameterName("Augmentation");
        new BalancedConsistency(Shift, -1).Problems().Should().Equal("LambdaReal must be at least 0, but was -1.");
        new BalancedConsistency(Shift, 1, -2).Problems().Should().Equal("LambdaFake must be at least 0, but was -2.");
    }

    private sealed record Shifted(double By) : IAugmentation
    {
        public Tensor Apply(Tensor samples, AugmentationContext context) => samples + By;
    }
}
