namespace Gan.Losses.Tests;

public sealed class MinimaxLossTests
{
    private readonly MinimaxLoss minimax = new();

    [Fact]
    public void Objective_of_both_is_minus_and_plus_the_value_function_at_an_undecided_discriminator()
    {
        var undecided = Tensors.Make([0, 0]);
        minimax.Discriminator(undecided, undecided).Value().Should().BeApproximately(2 * Math.Log(2), 1e-15);
        minimax.Generator(undecided, () => undecided).Value().Should().BeApproximately(-Math.Log(2), 1e-15);
    }

    [Fact]
    public void Generator_minimises_the_term_of_the_game_that_the_discriminator_maximises()
    {
        var real = Tensors.Make([40]);
        var fake = Tensors.Make([0.3, -1.2, 2.5]);
        // D's part on real samples is e^-40 here, so what is left of its objective is minus the generator's.
        minimax
            .Generator(fake, () => real)
            .Value()
            .Should()
            .BeApproximately(-minimax.Discriminator(real, fake).Value(), 1e-15);
    }

    [Fact]
    public void Generator_gradient_vanishes_where_the_discriminator_is_sure()
    {
        var fake = Tensors.Leaf([-50]);
        minimax.Generator(fake, () => fake).backward();
        Math.Abs(fake.grad!.Values()[0]).Should().BeLessThan(1e-20);
    }

    [Theory]
    [InlineData(1e4)]
    [InlineData(-1e4)]
    public void Extreme_logits_give_finite_values_and_gradients(double score)
    {
        Tensor[] leaves = [.. Enumerable.Range(0, 3).Select(_ => Tensors.Leaf([score], ScalarType.Float32))];
        var real = leaves[0];
        var fake = leaves[1];
        var made = leaves[2];
        (minimax.Discriminator(real, fake) + minimax.Generator(made, () => real)).backward();
        double[] gradients = [real.grad!.Values()[0], fake.grad!.Values()[0], made.grad!.Values()[0]];
        gradients.Should().Equal(score > 0 ? [0, 1, -1] : [-1, 0, 0]);
        minimax.Discriminator(real, fake).Value().Should().Be(1e4);
    }
}
