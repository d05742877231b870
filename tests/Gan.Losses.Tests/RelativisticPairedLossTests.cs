namespace Gan.Losses.Tests;

public sealed class RelativisticPairedLossTests
{
    [Fact]
    public void The_default_is_the_logistic_loss_of_R3GAN()
    {
        var real = Tensors.Make([2, 0]);
        var fake = Tensors.Make([1, 3]);
        double Softplus(double x) => Math.Log(1 + Math.Exp(x));
        new RelativisticPairedLoss()
            .Discriminator(real, fake)
            .Value()
            .Should()
            .BeApproximately((Softplus(-1) + Softplus(3)) / 2, 1e-15);
        new RelativisticPairedLoss()
            .Generator(fake, () => real)
            .Value()
            .Should()
            .BeApproximately((Softplus(1) + Softplus(-3)) / 2, 1e-15);
    }

    [Fact]
    public void Only_differences_within_a_pair_count()
    {
        var real = Tensors.Make([2, 0]);
        var fake = Tensors.Make([1, 3]);
        var shift = Tensors.Make([7, -4]);
        foreach (var form in Enum.GetValues<RelativisticForm>())
        {
            new RelativisticPairedLoss(form)
                .Discriminator(real + shift, fake + shift)
                .Value()
                .Should()
                .Be(new RelativisticPairedLoss(form).Discriminator(real, fake).Value());
        }
    }

    [Fact]
    public void Real_scores_are_asked_for_once_and_only_by_the_generator()
    {
        var asked = 0;
        new RelativisticPairedLoss().Generator(
            Tensors.Make([1]),
            () =>
            {
                asked++;
                return Tensors.Make([0]);
            }
        );
        asked.Should().Be(1);
    }

    [Fact]
    public void Unequal_batches_are_refused_instead_of_broadcast()
    {
        var judge = () => new RelativisticPairedLoss().Discriminator(Tensors.Make([1]), Tensors.Make([1, 2, 3]));
        judge
            .Should()
            .Throw<ArgumentException>()
            .WithMessage(
                "A paired loss needs as many real scores as generated ones, but got [1] and [3]. "
                    + "RelativisticAverageLoss needs no pairs.*"
            );
    }
}
