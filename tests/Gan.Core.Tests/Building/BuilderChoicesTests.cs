using Gan.Losses;

namespace Gan.Tests.Building;

/// <summary>What is in force: what was chosen, else the preset's, else the default.</summary>
public sealed class BuilderChoicesTests
{
    [Fact]
    public void What_the_user_chose_beats_the_preset_in_any_order()
    {
        var own = new AdamOptions(3e-4, 0.2, 0.95);
        foreach (
            var builder in new[]
            {
                Tiny.Builder().WithOptimizers(own).WithWgangp(),
                Tiny.Builder().WithWgangp().WithOptimizers(own),
            }
        )
        {
            using var trainer = builder
                .WithTraining(
                    new TrainingOptions
                    {
                        Steps = 1,
                        BatchSize = 8,
                        CriticSteps = 2,
                    }
                )
                .Build();
            trainer.Settings.DiscriminatorOptimizer.Should().Be(own);
            trainer.Settings.CriticSteps.Should().Be(2);
        }
    }

    [Fact]
    public void A_preset_of_the_user_s_own_sets_what_belongs_together_as_the_library_s_do()
    {
        var mlp = new MlpOptions { GeneratorWidths = [4], DiscriminatorWidths = [4] };
        var preset = new Preset("mine", new HingeLoss())
        {
            Networks = mlp,
            Optimizer = new RmsPropOptions(1e-3),
            CriticSteps = 3,
            Penalties = [new(new LeCamPenalty(), 4)],
            GeneratorPenalties = [new(new ModeSeeking())],
            Constraints = [new WeightClipping(0.5)],
        };
        var images = new GanBuilder()
            .WithData(Tiny.Images())
            .WithTraining(new TrainingOptions { Steps = 1, BatchSize = 8 });
        using var trainer = images.AddPenalty(new OrthogonalRegularization()).WithPreset(preset).Build();
        var s = trainer.Settings;
        s.Networks.Should().BeSameAs(mlp);
        s.Loss.Should().Be(new HingeLoss());
        s.GeneratorOptimizer.Should().Be(new RmsPropOptions(1e-3));
        s.CriticSteps.Should().Be(3);
        s.Penalties.Should().Equal(new ScheduledPenalty(new LeCamPenalty(), 4), new(new OrthogonalRegularization()));
        s.GeneratorPenalties.Should().Equal(new ScheduledGeneratorPenalty(new ModeSeeking()));
        s.Constraints.Should().Equal(new WeightClipping(0.5));

        var own = new MlpOptions { GeneratorWidths = [8], DiscriminatorWidths = [8] };
        using var chosen = images.WithNetworks(own).WithPreset(preset).Build();
        chosen.Settings.Networks.Should().BeSameAs(own, "what the user chose beats the preset in any order");
    }

    [Fact]
    public void What_no_preset_names_is_the_non_saturating_game_of_DCGANs()
    {
        using var trainer = Tiny.Builder().WithLoss(new HingeLoss()).Build();
        trainer.Settings.CriticSteps.Should().Be(1);
        trainer.Settings.DiscriminatorOptimizer.Should().Be(new AdamOptions(2e-4, 0.5, 0.999));
        using var bare = new GanBuilder().WithTraining(new TrainingOptions { Steps = 1, BatchSize = 8 }).Build();
        bare.Settings.Networks.Should().Be(new DcganOptions());
        bare.Settings.Loss.Should().Be(new NonSaturatingLoss());
    }
}
