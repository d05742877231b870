using Gan.Data;
using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Games.Tests;

public sealed class TranslationGameTests
{
    [Fact]
    public void A_translation_learns_what_pairs_show()
    {
        using var pairs = Pictures.Inverted(64);
        using var held = Pictures.Inverted(80).Read(arange(64, 80), CPU);
        using var trained = Small(pairs, steps: 60)
            .WithPix2pix()
            .WithTranslator(
                new UNet
                {
                    Depth = 3,
                    FeatureMaps = 8,
                    Dropout = 0,
                }
            )
            .WithJudge(new PatchDiscriminator { Layers = 1, FeatureMaps = 8 })
            .With(gan => gan.WithOptimizers(new AdamOptions(2e-3, 0.5, 0.999)))
            .Train();
        using var made = trained.Translate(held.Input!);
        var error = (made - held.Samples).abs().mean().ToDouble();
        var copied = (held.Input! - held.Samples).abs().mean().ToDouble();
        error.Should().BeLessThan(copied / 4);
    }

    [Fact]
    public void A_resumed_training_is_the_straight_one_bit_for_bit_with_pretraining_and_critic_steps()
    {
        using var pairs = Pictures.Inverted(32);
        TranslationBuilder Of(long steps) =>
            Small(pairs, steps)
                .WithOptions(Options with { PretrainSteps = 3, Terms = [new L1Reconstruction(10)] })
                .With(gan =>
                    gan.WithWgangp()
                        .WithTraining(
                            new TrainingOptions
                            {
                                Steps = steps,
                                BatchSize = 4,
                                CriticSteps = 2,
                            }
                        )
                );
        using var folder = new TemporaryFolder();
        var stored = new CheckpointOptions(folder.Path) { Every = 2 };
        using var straight = Of(6).Train();
        Of(4).With(gan => gan.WithCheckpoints(stored)).Train().Dispose();
        using var resumed = Of(6).With(gan => gan.WithCheckpoints(stored with { Resume = true })).Train();
        Weights(resumed).Should().Equal(Weights(straight));
        var other = () =>
            Of(6)
                .WithOptions(Options with { PretrainSteps = 2, Terms = [new L1Reconstruction(10)] })
                .With(gan => gan.WithCheckpoints(stored with { Resume = true }))
                .Build();
        other.Should().Throw<CheckpointException>().WithMessage("*PretrainSteps = 3*PretrainSteps = 2*");
    }

    [Fact]
    public void Without_weight_there_is_no_judge_and_nothing_is_asked_of_one()
    {
        using var images = Pictures.Squares(8, side: 8); // smaller than any judge would take, and of another size
        using var pairs = images.WithInput(new Downscale(2));
        using var trainer = Small(pairs, steps: 2)
            .WithOptions(
                new TranslationOptions
                {
                    Translator = new SrResNet { Blocks = 1 },
                    AdversarialWeight = 0,
                }
            )
            .With(gan => gan.WithLoss(new RelativisticAverageLoss()).WithTraining(Halves))
            .Build();
        trainer.Context.Players.Should().ContainSingle().Which.Name.Should().Be("translator");
        trainer.Context.AdversarialLoss.Should().BeNull();
        trainer.Trainer.Settings.Networks.Describe().Should().StartWith("SrResNet").And.NotContain("Patch");
        trainer.Steps().Last().Values.Keys.Should().BeEquivalentTo("loss/translator", "l1/translator");
    }

    private static TrainingOptions Halves =>
        new()
        {
            Steps = 2,
            BatchSize = 4,
            MicroBatch = 2,
        };

    [Fact]
    public void Terms_of_the_pretraining_are_tried_at_Build()
    {
        using var pairs = Pictures.Inverted(8);
        var build = () =>
            Small(pairs, steps: 4)
                .WithOptions(Options with { PretrainSteps = 2, PretrainTerms = [new Broken()] })
                .Build();
        build.Should().Throw<GanConfigurationException>().WithMessage("*update of the translator*no such term*");
    }

    private sealed record Broken : IReconstructionLoss
    {
        public string Name => "broken";

        public Tensor Distance(Tensor output, Tensor target) => throw new InvalidOperationException("no such term");
    }

    [Fact]
    public void The_steps_of_the_pretraining_leave_the_judge_as_it_is()
    {
        using var pairs = Pictures.Inverted(16);
        using var trainer = Small(pairs, steps: 2).WithOptions(Options with { PretrainSteps = 2 }).Build();
        var judge = trainer.Context.Players.Single(player => player.Name == "judge").Network;
        using var before = judge.parameters().First().detach().clone();
        var reports = trainer.Steps().ToList();
        judge.parameters().First().Equals(before).Should().BeTrue();
        reports[1].Values.Should().ContainKey("l2/translator").And.NotContainKey("score/real");
    }

    [Fact]
    public void A_batch_in_parts_learns_what_the_whole_learns()
    {
        using var pairs = Pictures.Inverted(16);
        var gan = Small(pairs, steps: 2).WithOptions(Options);
        using var whole = gan.Train();
        using var parts = gan.With(g =>
                g.WithTraining(
                    new TrainingOptions
                    {
                        Steps = 2,
                        BatchSize = 4,
                        MicroBatch = 2,
                    }
                )
            )
            .Train();
        var difference = Weights(parts).Zip(Weights(whole), (a, b) => Math.Abs(a - b)).Max();
        difference.Should().BeInRange(0, 1e-4f);
    }

    public static TheoryData<IGanLoss> Losses =>
        [
            new NonSaturatingLoss(),
            new MinimaxLoss(),
            new LeastSquaresLoss(),
            new HingeLoss(),
            new RelativisticPairedLoss(),
            new RelativisticAverageLoss(),
        ];

    [Theory, MemberData(nameof(Losses))]
    public void It_plays_with_any_loss_penalty_augmentation_average_and_schedule(IGanLoss loss)
    {
        using var pairs = Pictures.Inverted(16);
        using var trained = Small(pairs, steps: 2)
            .WithOptions(
                Options with
                {
                    Judge = new PatchDiscriminator { Layers = 1, FeatureMaps = 4 },
                }
            )
            .With(gan =>
                gan.WithLoss(loss)
                    .AddPenalty(new R1Penalty(1), every: 2)
                    .AddAugmentation(new DiffAugment())
                    .WithOptimizers(new AdamOptions(1e-3, 0.5, 0.999) { Schedule = new LinearDecay() })
            )
            .Train();
        Weights(trained).Should().OnlyContain(weight => float.IsFinite(weight));
    }

    [Fact]
    public void What_it_does_not_read_is_refused_all_at_once()
    {
        using var images = Pictures.Squares(16);
        using var pairs = images.WithInput(new Downscale(2));
        var build = () =>
            Small(pairs, steps: 1)
                .WithOptions(Options with { AdversarialWeight = -1 })
                .With(gan => gan.WithPacking(2).WithDiscriminators(2))
                .Build();
        build
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage("*AdversarialWeight must be at least 0*JudgeSeesInput*WithPacking(2)*WithDiscriminators(2)*");
        var without = () => Small(images, steps: 1).Build();
        without.Should().Throw<GanConfigurationException>().WithMessage("*'squares 0' has none*PairedFolders*");
    }

    [Fact]
    public void A_completion_learns_the_hole_alone_and_keeps_the_rest()
    {
        using var images = Pictures.Squares(32);
        using var pairs = images.WithInput(new Masked(new CentreMask()));
        using var trainer = Small(pairs, steps: 3)
            .WithGatedInpainting()
            .WithTranslator(new GatedTranslator { FeatureMaps = 4 })
            .WithJudge(new PatchDiscriminator { Layers = 1, FeatureMaps = 4 })
            .Build();
        using var trained = trainer.Train();
        using var batch = pairs.Read(arange(4), CPU);
        using var made = trainer.Context.Translate(batch.Input!);
        var mask = batch.Input!.narrow(1, 1, 1);
        ((made - batch.Samples) * (1 - mask)).abs().max().ToDouble().Should().Be(0);
        using var completed = trained.Complete(batch.Samples, mask);
        completed.allclose(made).Should().BeTrue();
    }

    [Fact]
    public void Pictures_show_input_translation_and_target_side_by_side()
    {
        using var images = Pictures.Squares(16, channels: 3);
        using var pairs = images.WithInput(new Downscale(2));
        using var trainer = Small(pairs, steps: 1)
            .WithSrgan()
            .WithTranslator(new SrResNet { Blocks = 1, FeatureMaps = 4 })
            .WithJudge(new SrDiscriminator { FeatureMaps = 4 })
            .Build();
        trainer.Train().Dispose();
        using var views = trainer.Context.Views(5);
        views.shape.Should().Equal(5, 3, 16, 48);
        using var batch = pairs.Read(arange(5), CPU);
        views.narrow(3, 32, 16).Equals(batch.Samples).Should().BeTrue();
        views[0, 0, 0, 0].ToDouble().Should().Be(batch.Input![0, 0, 0, 0].ToDouble());
        trainer.Context.Sample(3).shape.Should().Equal(3, 3, 16, 16);
    }

    [Fact]
    public void What_is_saved_loads_and_translates_alike()
    {
        using var pairs = Pictures.Inverted(16);
        using var folder = new TemporaryFolder();
        using var trained = Small(pairs, steps: 1).WithOptions(Options).Train();
        trained.Save(folder["translator.safetensors"]);
        using var loaded = TrainedTranslator.Load(folder["translator.safetensors"]);
        using var input = pairs.Read(arange(3), CPU).Input!;
        loaded.Translate(input, seed: 5).Equals(trained.Translate(input, seed: 5)).Should().BeTrue();
        loaded.Step.Should().Be(1);
    }

    private static TranslationOptions Options =>
        new()
        {
            Translator = new UNet
            {
                Depth = 2,
                FeatureMaps = 4,
                Dropout = 0,
            },
            Judge = new PatchDiscriminator
            {
                Layers = 1,
                FeatureMaps = 4,
                Norm = DiscriminatorNorm.None,
            },
        };

    private static TranslationBuilder Small(IDataset pairs, long steps) =>
        new TranslationBuilder()
            .WithPairs(pairs)
            .With(gan => gan.WithTraining(new TrainingOptions { Steps = steps, BatchSize = 4 }));

    private static float[] Weights(TrainedTranslator trained) =>
        [.. trained.Network.parameters().SelectMany(weight => weight.data<float>().ToArray())];
}
