namespace Gan.Losses.Tests;

public sealed class HingeLossTests
{
    private readonly HingeLoss hinge = new();

    [Fact]
    public void Hinge_loss_is_zero_beyond_the_margin()
    {
        var real = Tensors.Leaf([1.5, 2]);
        var fake = Tensors.Leaf([-1.5, -40]);
        var loss = hinge.Discriminator(real, fake);
        loss.backward();
        loss.Value().Should().Be(0);
        real.grad!.Values().Concat(fake.grad!.Values()).Should().OnlyContain(g => g == 0);
    }

    [Fact]
    public void Within_the_margin_each_score_costs_its_distance() =>
        hinge
            .Discriminator(Tensors.Make([0.25, 3]), Tensors.Make([-0.5, 2, -7, -7]))
            .Value()
            .Should()
            .Be(0.75 / 2 + (0.5 + 3) / 4);

    [Fact]
    public void Generator_has_no_margin()
    {
        var fake = Tensors.Leaf([50, -50]);
        hinge.Generator(fake, () => fake).backward();
        fake.grad!.Values().Should().Equal(-0.5, -0.5);
    }

    [Fact]
    public void Scores_do_not_estimate_the_Wasserstein_distance() =>
        ((IGanLoss)hinge).EstimatesWasserstein.Should().BeFalse();
}
