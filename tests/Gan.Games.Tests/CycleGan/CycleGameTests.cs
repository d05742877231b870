using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Games.Tests;

public sealed class CycleGameTests
{
    [Fact]
    public void A_resumed_training_is_the_straight_one_bit_for_bit_pools_included()
    {
        using var folder = new TemporaryFolder();
        var stored = new CheckpointOptions(folder.Path) { Every = 2 };
        using var straight = Small(steps: 8).Train();
        Small(steps: 5).With(gan => gan.WithCheckpoints(stored)).Train().Dispose();
        using var resumed = Small(steps: 8).With(gan => gan.WithCheckpoints(stored with { Resume = true })).Train();
        Weights(resumed).Should().Equal(Weights(straight));
    }

    [Fact]
    public void A_pool_that_forgot_what_it_held_would_not_resume_alike()
    {
        // the same training without pools is another one: so the test above meets them
        using var pools = Small(steps: 8).Train();
        using var none = Small(steps: 8).WithOptions(Options with { PoolSize = 0 }).Train();
        Weights(none).Should().NotEqual(Weights(pools));
    }

    [Fact]
    public void Cycle_and_identity_terms_are_the_mean_differences_of_images_there_and_back()
    {
        using var trainer = Small(steps: 1).Build();
        var report = trainer.Steps().Single();
        report.Values["cycle/translators"].Should().BeInRange(0.01, 4);
        report.Values["identity/translators"].Should().BeInRange(0.01, 4);
        report
            .Values.Keys.Should()
            .Contain(["loss/translators", "loss/judge a", "loss/judge b", "score/real judge a", "score/fake judge b"]);
    }

    [Fact]
    public void Pictures_show_both_ways_there_and_back()
    {
        using var trainer = Small(steps: 1).Build();
        trainer.Train().Dispose();
        using var views = trainer.Context.Views(2);
        views.shape.Should().Equal(2, 1, 16, 96);
    }

    [Fact]
    public void Both_ways_are_saved_in_one_file()
    {
        using var folder = new TemporaryFolder();
        using var trained = Small(steps: 1).Train();
        trained.Save(folder["cycle.safetensors"]);
        using var loaded = TrainedCycle.Load(folder["cycle.safetensors"]);
        using var images = Pictures.Squares(3).Read(arange(3), CPU).Samples;
        loaded.AToB.Translate(images).Equals(trained.AToB.Translate(images)).Should().BeTrue();
        loaded.BToA.Translate(images).Equals(trained.BToA.Translate(images)).Should().BeTrue();
        loaded.BToA.Translate(images).Equals(loaded.AToB.Translate(images)).Should().BeFalse();
        trained.AToB.Save(folder["again.safetensors"]);
        trained.BToA.Save(folder["back.safetensors"]);
        using var back = TrainedTranslator.Load(folder["back.safetensors"]);
        back.Translate(images).Equals(trained.BToA.Translate(images)).Should().BeTrue();
        var oneWay = () => TrainedCycle.Load(folder["back.safetensors"]);
        oneWay.Should().Throw<InvalidDataException>().WithMessage("*holds a translator of one way*");
    }

    [Fact]
    public void It_plays_with_penalties_augmentation_and_micro_batches()
    {
        using var trained = Small(steps: 2)
            .With(gan =>
                gan.WithPreset(new Preset("hinge", new HingeLoss()))
                    .AddPenalty(new R1Penalty(1))
                    .AddAugmentation(new DiffAugment())
                    .WithTraining(
                        new TrainingOptions
                        {
                            Steps = 2,
                            BatchSize = 4,
                            MicroBatch = 2,
                        }
                    )
            )
            .Train();
        Weights(trained).Should().OnlyContain(weight => float.IsFinite(weight));
    }

    [Fact]
    public void Shapes_that_differ_are_refused_with_the_identity_term_and_critic_steps_at_all()
    {
        var build = () =>
            new CycleBuilder()
                .WithImages(Pictures.Squares(8, channels: 3), Pictures.Squares(8))
                .WithOptions(Options with { CycleWeight = -1 })
                .With(gan =>
                    gan.WithTraining(
                        new TrainingOptions
                        {
                            Steps = 1,
                            BatchSize = 2,
                            CriticSteps = 2,
                        }
                    )
                )
                .Build();
        build
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage("*CycleWeight must be at least 0*IdentityWeight to 0*CriticSteps is 2*");
    }

    private static CycleOptions Options =>
        new()
        {
            Translator = new ResNetTranslator { Blocks = 1, FeatureMaps = 4 },
            Judge = new PatchDiscriminator { Layers = 1, FeatureMaps = 4 },
            PoolSize = 4,
        };

    private static CycleBuilder Small(long steps) =>
        new CycleBuilder()
            .WithImages(Pictures.Squares(20), Pictures.Squares(14, seed: 1, invert: true))
            .WithCycleGan()
            .WithOptions(Options)
            .With(gan =>
                gan.WithOptimizers(new AdamOptions(1e-3, 0.5, 0.999))
                    .WithTraining(new TrainingOptions { Steps = steps, BatchSize = 2 })
            );

    private static float[] Weights(TrainedCycle trained) =>
        [.. trained.AToB.Network.parameters().SelectMany(weight => weight.data<float>().ToArray())];
}
