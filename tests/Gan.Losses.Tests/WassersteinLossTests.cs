namespace Gan.Losses.Tests;

public sealed class WassersteinLossTests
{
    [Fact]
    public void Critic_loss_is_minus_the_Wasserstein_estimate()
    {
        var real = Tensors.Make([2, 4]);
        var fake = Tensors.Make([-1, 0, 1, 2]);
        new WassersteinLoss().Discriminator(real, fake).Value().Should().Be(-(3 - 0.5));
        new WassersteinLoss().Generator(fake, () => real).Value().Should().Be(-0.5);
    }

    [Fact]
    public void Only_the_Wasserstein_loss_claims_to_estimate_the_distance()
    {
        IGanLoss[] others = [new MinimaxLoss(), new NonSaturatingLoss(), new LeastSquaresLoss()];
        ((IGanLoss)new WassersteinLoss()).EstimatesWasserstein.Should().BeTrue();
        others.Should().OnlyContain(loss => !loss.EstimatesWasserstein);
    }
}
