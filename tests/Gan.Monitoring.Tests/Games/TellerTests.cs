using Gan.Data;
using Gan.Losses;

namespace Gan.Monitoring.Tests.Games;

/// <summary>Scores mean what the game's own loss makes of them, whatever the settings' loss is.</summary>
public sealed class TellerTests
{
    private static HealthMonitor Watch(IGanLoss? loss)
    {
        var health = new HealthMonitor(
            new()
            {
                CheckEvery = 1,
                Persistence = 1,
                ExplodingAbove = 1e9,
            }
        );
        using var data = GaussianMixture.Ring(count: 500);
        using var trainer = Small.Gan(data, 4).WithGame(_ => new Teller(loss)).AddCallback(health).Build();
        trainer.Settings.Loss.Should().NotBeOfType<WassersteinLoss>();
        _ = trainer.Steps().Count();
        return health;
    }

    [Fact]
    public void A_logistic_loss_finds_that_the_discriminator_wins()
    {
        var health = Watch(new NonSaturatingLoss());
        health.Findings.Should().ContainSingle().Which.Kind.Should().Be(HealthKind.DiscriminatorWins);
        health.Latest!.GradientLeft.Should().BeLessThan(1e-6);
    }

    [Fact]
    public void A_Wasserstein_loss_of_the_game_is_as_steep_there_as_anywhere() =>
        Watch(new WassersteinLoss()).Latest!.GradientLeft.Should().BeApproximately(1, 1e-6);

    [Fact]
    public void Without_a_loss_scores_are_not_judged()
    {
        var health = Watch(loss: null);
        health.Findings.Should().BeEmpty();
        health.Latest!.RealScore.Should().Be(double.NaN);
    }
}
