using Gan.Data;
using Gan.Losses;
using TorchSharp.Modules;

namespace Gan.Tests.Building;

public sealed class PresetTests
{
    private static readonly Preset Mine = new("mine", new HingeLoss())
    {
        Optimizer = new AdamOptions(4e-4, 0, 0.9),
        CriticSteps = 3,
        Penalties = [new(new R1Penalty())],
        Constraints = [new Free()],
    };

    private sealed record Free : IParameterConstraint
    {
        public void Apply(IEnumerable<Parameter> parameters) { }
    }

    private static GanSettings Settings(GanBuilder builder)
    {
        using var trainer = builder.Build();
        return trainer.Settings;
    }

    [Fact]
    public void It_fills_what_is_left_open_and_stands_beside_what_is_added()
    {
        var settings = Settings(Tiny.Builder().WithPreset(Mine).AddPenalty(new R2Penalty()));
        settings.Loss.Should().Be(Mine.Loss);
        settings.CriticSteps.Should().Be(3);
        settings.GeneratorOptimizer.Should().Be(Mine.Optimizer);
        settings.DiscriminatorOptimizer.Should().Be(Mine.Optimizer);
        settings.Penalties.Select(p => p.Penalty.GetType()).Should().Equal(typeof(R1Penalty), typeof(R2Penalty));
        settings.Constraints.Should().Equal(Mine.Constraints);
    }

    [Fact]
    public void It_may_be_chosen_by_the_data_whichever_call_comes_first()
    {
        var lines = new LogLines();
        using var trainer = new GanBuilder()
            .WithLogging(lines)
            .WithPreset(data =>
                Mine with
                {
                    Networks = new DcganOptions { FeatureMaps = 4 },
                    BatchSize = (int)data.Count / 4,
                    Reasons = [$"there are {data.Count} pictures"],
                }
            )
            .WithData(Tiny.Images(count: 24))
            .Build();
        trainer.Settings.Loss.Should().Be(Mine.Loss);
        trainer.Settings.Training.BatchSize.Should().Be(6);
        lines.All.Should().ContainSingle(line => line.Id == 120).Which.Text.Should().Be("mine: there are 24 pictures");
    }

    [Fact]
    public void The_last_choice_of_a_preset_holds()
    {
        var chosen = Tiny.Builder().WithPreset(_ => Mine);
        Settings(chosen.WithLsgan()).Loss.Should().BeOfType<LeastSquaresLoss>();
        Settings(Tiny.Builder().WithLsgan().WithPreset(_ => Mine)).Loss.Should().Be(Mine.Loss);
    }

    [Fact]
    public void A_function_that_chooses_none_is_named()
    {
        var build = () => Tiny.Builder().WithPreset(_ => null!).Build();
        build.Should().Throw<InvalidOperationException>().WithMessage("*WithPreset chose no preset*");
    }

    [Fact]
    public void Its_batch_and_minutes_yield_to_the_user_s()
    {
        var preset = Mine with { BatchSize = 4, Minutes = 1e6 };
        var open = Tiny.Builder().WithPreset(preset);
        Settings(open).Training.Should().Match<TrainingOptions>(t => t.BatchSize == 8 && t.Steps == 3);
        var training = Settings(open.WithTraining(new TrainingOptions { Seed = 2 })).Training;
        training.BatchSize.Should().Be(4);
        training.Steps.Should().BeGreaterThan(10_000, "1e6 minutes are long");
    }

    [Fact]
    public void Its_augmentations_come_before_the_user_s()
    {
        var preset = Mine with { Augmentations = [new DiffAugment(DiffAugmentPolicy.Color)] };
        var own = new DiffAugment(DiffAugmentPolicy.Cutout);
        Settings(Tiny.Builder().AddAugmentation(own).WithPreset(preset))
            .Augmentations.Should()
            .Equal(preset.Augmentations[0], own);
    }

    [Fact]
    public void The_discriminator_may_have_an_optimiser_of_its_own()
    {
        var own = new AdamOptions(1e-4, 0, 0.95);
        var settings = Settings(Tiny.Builder().WithPreset(Mine with { DiscriminatorOptimizer = own }));
        settings.GeneratorOptimizer.Should().Be(Mine.Optimizer);
        settings.DiscriminatorOptimizer.Should().Be(own);
    }

    [Fact]
    public void Lazy_terms_of_StyleGAN2_correct_rate_and_decay()
    {
        var settings = Settings(Tiny.Builder().WithStyleGan2(gamma: 0.5));
        settings.Networks.Should().Be(StyleGan2Options.Small32, "they replace those chosen before");
        settings.GeneratorOptimizer.Should().Be(new AdamOptions(0.0025 * 0.8, 0, Math.Pow(0.99, 0.8)));
        settings.DiscriminatorOptimizer.Should().Be(new AdamOptions(0.0025 * 16 / 17.0, 0, Math.Pow(0.99, 16 / 17.0)));
        settings.Penalties.Should().Equal(new ScheduledPenalty(new R1Penalty(0.5), 16));
        settings
            .GeneratorPenalties.Should()
            .Equal(new ScheduledGeneratorPenalty(new PathLength { BatchShare = 0.5 }, 4));
        settings.Training.MovingAverageHalfLife.Should().Be(new HalfLife(10_000, 0.05));
        var without = Settings(Tiny.Builder().WithStyleGan2(pathLength: 0));
        without.GeneratorPenalties.Should().BeEmpty();
        without.GeneratorOptimizer.Should().Be(new AdamOptions(0.0025, 0, 0.99));
    }

    [Fact]
    public void ProGAN_brings_the_drift_term_and_one_critic_update()
    {
        var settings = Settings(Tiny.Builder().WithProGan());
        settings.Loss.Should().Be(new WassersteinLoss());
        settings.CriticSteps.Should().Be(1);
        settings.GeneratorOptimizer.Should().Be(new AdamOptions(1e-3, 0, 0.99));
        settings
            .Penalties.Should()
            .Equal(new ScheduledPenalty(new GradientPenalty(10)), new ScheduledPenalty(new DriftPenalty(1e-3)));
    }

    [Fact]
    public void MSG_GAN_brings_RMSProp_and_one_critic_update()
    {
        var settings = Settings(Tiny.Builder().WithMsgGan(lambda: 5));
        settings.CriticSteps.Should().Be(1);
        settings.GeneratorOptimizer.Should().Be(new RmsPropOptions(3e-3));
        settings.Penalties.Should().Equal(new ScheduledPenalty(new GradientPenalty(5)));
    }

    [Fact]
    public void A_half_life_of_the_preset_counts_unless_the_user_has_one_or_wants_no_average()
    {
        var preset = Mine with { MovingAverageHalfLife = new HalfLife(500) };
        HalfLife? Of(TrainingOptions training) =>
            Settings(Tiny.Builder().WithPreset(preset).WithTraining(training)).Training.MovingAverageHalfLife;
        Of(new() { BatchSize = 8 }).Should().Be(new HalfLife(500));
        Of(new() { BatchSize = 8, MovingAverageHalfLife = new(9) }).Should().Be(new HalfLife(9));
        Of(new() { BatchSize = 8, MovingAverageDecay = 0 }).Should().BeNull();
    }

    [Fact]
    public void What_the_user_chooses_counts_whichever_call_comes_first()
    {
        var training = new TrainingOptions
        {
            Steps = 3,
            BatchSize = 8,
            CriticSteps = 1,
        };
        var builder = Tiny.Builder().WithTraining(training).WithOptimizers(new AdamOptions(1e-3));
        var settings = Settings(builder.WithPreset(Mine));
        settings.CriticSteps.Should().Be(1);
        settings.GeneratorOptimizer.Should().Be(new AdamOptions(1e-3));
    }

    [Fact]
    public void A_rate_for_wide_networks_grows_for_narrow_ones()
    {
        var narrow = new DcganOptions { FeatureMaps = 4, LatentSize = 8 };
        var settings = Settings(Tiny.Builder().WithNetworks(narrow).WithPreset(Mine with { ScalesRateToWidth = true }));
        settings.GeneratorOptimizer.LearningRate.Should().Be(4e-4 * narrow.LearningRateScale);
        settings.GeneratorOptimizer.LearningRate.Should().NotBe(4e-4);
    }

    [Fact]
    public void Its_conditioning_counts_for_labelled_data_on_its_own_networks_and_where_nothing_is_chosen()
    {
        var small = new BigGanOptions
        {
            GeneratorMaps = 1,
            DiscriminatorMaps = 1,
            LatentSize = 4,
            SharedEmbedding = 2,
        };
        var labelled = Tiny.Builder().WithBigGan(small);
        var settings = Settings(labelled);
        settings.Conditioning.Should().Be(new ProjectionConditioning(Size: 0));
        settings.GeneratorOptimizer.Should().Be(new AdamOptions(1e-4, 0, 0.999, 1e-6));
        settings.DiscriminatorOptimizer.Should().Be(new AdamOptions(4e-4, 0, 0.999, 1e-6));
        Settings(labelled.WithNetworks(small with { LatentSize = 6 })).Conditioning.Should().NotBeNull();
        Settings(labelled.WithDcgan()).Conditioning.Should().BeNull("a DCGAN does not read the label");
        var own = new LabelEmbedding(3);
        Settings(labelled.WithConditioning(own)).Conditioning.Should().Be(own);
        using var unlabelled = ImageDataset.FromBytes(new byte[8 * 64], 1, 8, 8);
        Settings(labelled.WithData(unlabelled)).Conditioning.Should().BeNull();
    }

    [Fact]
    public void A_family_s_preset_replaces_networks_of_another_and_keeps_those_of_its_own()
    {
        var small = new ProGanOptions { MaxMaps = 4 };
        INetworkFamily Of(Func<GanBuilder, GanBuilder> calls) => Settings(calls(Tiny.Builder())).Networks;
        Of(b => b.WithDcgan().WithProGan(small)).Should().Be(small);
        Of(b => b.WithDcgan().WithProGan()).Should().Be(new ProGanOptions());
        Of(b => b.WithNetworks(small).WithProGan()).Should().Be(small);
        Of(b => b.WithNetworks(small).WithProGan(small with { From = 8 })).Should().Be(small with { From = 8 });
        Of(b => b.WithProGan().WithNetworks(small)).Should().Be(small);
        Of(b => b.WithNetworks(small).WithWgangp()).Should().Be(small, "that preset has no networks");
        Of(b => b.WithMsgGan(new() { MaxMaps = 4 })).Should().Be(new MsgGanOptions { MaxMaps = 4 });
        Of(b => b.WithStyleGan2()).Should().Be(StyleGan2Options.Small32);
        Of(b => b.WithNetworks(StyleGan2Options.Small128).WithStyleGan2()).Should().Be(StyleGan2Options.Small128);
    }

    [Fact]
    public void A_loss_that_comes_after_a_family_keeps_its_networks_and_labels()
    {
        var few = new GanBuilder().WithData(Tiny.Images()).WithTraining(new TrainingOptions { BatchSize = 8 });
        foreach (var loss in new Func<GanBuilder, GanBuilder>[] { b => b.WithHinge(), b => b.WithR3gan(1) })
        {
            Settings(loss(few.WithProGan())).Networks.Should().Be(new ProGanOptions());
            Settings(loss(few.WithMsgGan())).Networks.Should().Be(new MsgGanOptions());
            var big = Settings(loss(few.WithDcgan().WithBigGan()));
            big.Networks.Should().Be(new BigGanOptions());
            big.Conditioning.Should().Be(new ProjectionConditioning(Size: 0));
        }
        Settings(few.WithProGan().WithDcgan().WithHinge()).Networks.Should().Be(new DcganOptions(), "chosen last");
    }

    [Fact]
    public void R3gan_s_schedules_come_with_its_networks_alone()
    {
        var plain = Settings(Tiny.Builder().WithR3gan(gamma: 2));
        plain.GeneratorOptimizer.Should().Be(new AdamOptions(2e-4, 0, 0.99));
        plain.Penalties.Should().Equal(new ScheduledPenalty(new R1Penalty(2)), new ScheduledPenalty(new R2Penalty(2)));
        var whole = Settings(Tiny.Builder().WithR3gan(new R3ganOptions { Maps = 8 }, gamma: 2, images: 1000));
        var adam = (AdamOptions)whole.GeneratorOptimizer;
        // the batch is of 8: 125 steps are 1,000 images
        var start = new TrainingMoment(1, 9999, 8);
        var end = new TrainingMoment(126, 9999, 8);
        (adam.LearningRate * adam.Schedule.At(start)).Should().Be(2e-4);
        (adam.LearningRate * adam.Schedule.At(end)).Should().BeApproximately(5e-5, 1e-12);
        (adam.Beta2 * adam.Beta2Schedule.At(start)).Should().Be(0.9);
        (adam.Beta2 * adam.Beta2Schedule.At(end)).Should().BeApproximately(0.99, 1e-12);
        whole.Penalties.Select(p => p.Schedule.At(start)).Should().Equal(1, 1);
        whole.Penalties.Select(p => p.Schedule.At(end)).Should().Equal(0.1, 0.1);
        var average = whole.Training.MovingAverageHalfLife!;
        average.Decay(start).Should().Be(0);
        average.Decay(end).Should().BeApproximately(Math.Pow(0.5, 8 / 250.0), 1e-12);
        FluentActions.Invoking(() => Tiny.Builder().WithR3gan(null!)).Should().Throw<ArgumentNullException>();
    }

    [Fact]
    public void Name_and_loss_are_needed()
    {
        FluentActions.Invoking(() => new Preset(null!, new HingeLoss())).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => new Preset("mine", null!)).Should().Throw<ArgumentNullException>();
    }
}
