namespace Gan.Losses.Tests;

public sealed class RelativisticAverageLossTests
{
    public static TheoryData<RelativisticForm> Forms => [.. Enum.GetValues<RelativisticForm>()];

    [Theory, MemberData(nameof(Forms))]
    public void A_shift_of_all_scores_changes_nothing(RelativisticForm form)
    {
        var loss = new RelativisticAverageLoss(form);
        var real = Tensors.Make([0.5, -1, 2]);
        var fake = Tensors.Make([0.1, 0.7]);
        loss.Discriminator(real + 5, fake + 5)
            .Value()
            .Should()
            .BeApproximately(loss.Discriminator(real, fake).Value(), 1e-14);
        loss.Generator(fake + 5, () => real + 5)
            .Value()
            .Should()
            .BeApproximately(loss.Generator(fake, () => real).Value(), 1e-14);
    }

    [Theory, MemberData(nameof(Forms))]
    public void The_generator_plays_the_discriminators_game_with_the_sides_exchanged(RelativisticForm form)
    {
        var loss = new RelativisticAverageLoss(form);
        var real = Tensors.Make([0.5, -1, 2]);
        var fake = Tensors.Make([0.1, 0.7]);
        loss.Generator(fake, () => real).Value().Should().Be(loss.Discriminator(fake, real).Value());
    }

    [Fact]
    public void Each_discriminator_of_several_is_compared_with_its_own_mean()
    {
        var real = Tensors.Make([1, 100, 3, 300], shape: [2, 2]);
        var fake = Tensors.Make([0, 0, 1, -100], shape: [2, 2]);
        foreach (var form in Enum.GetValues<RelativisticForm>())
        {
            var loss = new RelativisticAverageLoss(form);
            var alone = Enumerable
                .Range(0, 2)
                .Average(k => loss.Discriminator(real.select(1, k), fake.select(1, k)).Value());
            loss.Discriminator(real, fake).Value().Should().BeApproximately(alone, 1e-10 * alone);
        }
    }

    [Fact]
    public void Gradient_flows_through_the_means()
    {
        var real = Tensors.Leaf([2, 1]);
        var fake = Tensors.Leaf([0]);
        new RelativisticAverageLoss(RelativisticForm.LeastSquares).Discriminator(real, fake).backward();
        // of ½ Σ (rᵢ − f − 1)² + (r̄ − f − 1)² at r̄ = 1.5; with the means held, it would be −1 and (1, 0)
        fake.grad!.Values().Should().Equal(-2);
        real.grad!.Values().Should().Equal(1.5, 0.5);
    }

    [Fact]
    public void A_form_that_does_not_exist_is_refused()
    {
        new RelativisticAverageLoss((RelativisticForm)9)
            .Problems()
            .Should()
            .Equal("Form must be one of Standard, LeastSquares, Hinge, but was 9.");
    }
}
