namespace Gan.Losses.Tests.Penalties;

public sealed class ModeSeekingTests
{
    [Fact]
    public void A_linear_generator_of_slope_a_pays_1_over_a()
    {
        var a = Tensors.Leaf([-4]);
        var penalty = new ModeSeeking(Lambda: 2).Penalty(GeneratorContexts.Of(z => z * a, Tensors.Normal(1, 8, 3)));
        penalty.backward();
        penalty.Value().Should().BeApproximately(2 / (4 + 1e-5), 1e-12);
        a.grad!.Values()[0]
            .Should()
            .BeApproximately(2 / Math.Pow(4 + 1e-5, 2), 1e-12, "a steeper generator pays less, and this one is −4");
    }

    [Fact]
    public void A_collapsed_generator_pays_the_most_and_stays_finite()
    {
        var same = Tensors.Leaf([1, 2, 3]);
        var penalty = new ModeSeeking().Penalty(GeneratorContexts.Of(z => z * 0 + same, Tensors.Normal(1, 8, 3)));
        penalty.backward();
        penalty.Value().Should().BeApproximately(1e5, 1e-6);
        same.grad!.Values().Should().OnlyContain(g => double.IsFinite(g));
    }

    [Fact]
    public void Other_latents_come_from_the_given_random_numbers()
    {
        double Draw(int seed) =>
            new ModeSeeking().Penalty(GeneratorContexts.Of(z => z.pow(3), Tensors.Normal(1, 8, 3), seed)).Value();
        Draw(3).Should().Be(Draw(3)).And.NotBe(Draw(4));
    }

    [Fact]
    public void Negative_lambda_is_refused_with_bound_and_value()
    {
        new ModeSeeking(-1).Problems().Should().Equal("Lambda must be at least 0, but was -1.");
    }
}
