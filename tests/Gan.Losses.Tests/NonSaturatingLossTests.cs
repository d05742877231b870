namespace Gan.Losses.Tests;

public sealed class NonSaturatingLossTests
{
    private readonly NonSaturatingLoss nonSaturating = new();

    [Fact]
    public void Generator_gradient_is_strongest_where_the_discriminator_is_sure()
    {
        var fake = Tensors.Leaf([-1e4], ScalarType.Float32);
        var loss = nonSaturating.Generator(fake, () => fake);
        loss.backward();
        loss.Value().Should().Be(1e4);
        fake.grad!.Values()[0].Should().Be(-1);
    }

    [Fact]
    public void Discriminator_plays_the_minimax_game()
    {
        var real = Tensors.Make([0.2, -3]);
        var fake = Tensors.Make([1.5, 4]);
        nonSaturating
            .Discriminator(real, fake)
            .Value()
            .Should()
            .Be(new MinimaxLoss().Discriminator(real, fake).Value());
    }

    [Fact]
    public void Both_losses_of_the_logistic_family_share_the_generators_direction()
    {
        var saturating = Tensors.Leaf([-2, 0.5]);
        var steady = Tensors.Leaf([-2, 0.5]);
        new MinimaxLoss().Generator(saturating, () => steady).backward();
        nonSaturating.Generator(steady, () => saturating).backward();
        saturating.grad!.Values().Concat(steady.grad!.Values()).Should().OnlyContain(g => g < 0);
    }
}
