using Gan.Data;
using Gan.Losses;

namespace Gan.Games.Tests;

public sealed class TextBuilderTests
{
    [Fact]
    public void SeqGAN_is_the_papers_optimisers_rollouts_and_phases()
    {
        using var trainer = new TextBuilder().WithTexts(SmallTexts.Words).WithSeqGan().Build();
        var settings = trainer.Trainer.Settings;
        settings.Loss.Should().Be(new NonSaturatingLoss());
        settings.GeneratorOptimizer.Should().Be(new AdamOptions(0.01, 0.9, 0.999) { ClipNorm = 5 });
        settings.DiscriminatorOptimizer.Should().Be(new AdamOptions(1e-4, 0.9, 0.999));
        (settings.CriticSteps, settings.Training.BatchSize).Should().Be((5, 60));
        settings.Training.Steps.Should().Be(80 + 200 + 200, "60 words are one batch");
        settings
            .Networks.Should()
            .Be(
                new SeqGanOptions
                {
                    Tokens = 11,
                    Length = 5,
                    EndToken = 0,
                }
            );
        settings.Game.Should().Contain("Rollouts = 16");
    }

    [Fact]
    public void The_gumbel_softmax_has_RelGANs_loss_and_a_slower_writer_after_the_likelihood()
    {
        using var trainer = new TextBuilder().WithTexts(SmallTexts.Words).WithGumbelSoftmax(3).Build();
        trainer.Trainer.Settings.Loss.Should().Be(new RelativisticPairedLoss());
        trainer.Context.GeneratorLearningRate.Should().Be(0.01);
        var rates = trainer.Steps().Take(4).Select(_ => trainer.Context.GeneratorLearningRate).ToArray();
        rates[..3].Should().AllBeEquivalentTo(0.01);
        rates[3].Should().BeApproximately(1e-4, 1e-12);
    }

    public static TheoryData<TextLearning, int> Stops =>
        new()
        {
            { TextLearning.PolicyGradient, 2 },
            { TextLearning.PolicyGradient, 4 },
            { TextLearning.PolicyGradient, 6 },
            { TextLearning.GumbelSoftmax, 2 },
            { TextLearning.GumbelSoftmax, 6 },
        };

    /// <summary>Steps 1 to 3 are the likelihood's, 4 and 5 the judge's.</summary>
    [Theory, MemberData(nameof(Stops))]
    public void A_training_resumed_in_any_phase_is_the_straight_one_bit_for_bit(TextLearning learning, int stop)
    {
        using var folder = new TemporaryFolder();
        var stored = new CheckpointOptions(folder.Path) { Every = 1 };
        var builder = SmallTexts.Builder(SmallTexts.Words, learning);
        using var straight = builder.Train();
        using (var first = builder.With(gan => gan.WithCheckpoints(stored)).Build())
        {
            foreach (var report in first.Steps())
            {
                if (report.Step == stop)
                {
                    break;
                }
            }
        }
        using var resumed = builder.With(gan => gan.WithCheckpoints(stored with { Resume = true })).Train();
        resumed.Step.Should().Be(8);
        foreach (var (one, other) in Weights(resumed).Zip(Weights(straight)))
        {
            one.Should().Equal(other);
        }
        resumed.Write(30, seed: 4).Should().Equal(straight.Write(30, seed: 4));

        const string Average = "average.safetensors";
        using var loaded = TrainedText.Load(
            Directory.GetFiles(folder.Path, Average, SearchOption.AllDirectories).Order().Last()
        );
        loaded.Vocabulary.Should().Be(SmallTexts.Words.Vocabulary);
        var different = () =>
            builder
                .WithOptions(builder.Options with { Rollouts = 9 })
                .With(gan => gan.WithCheckpoints(stored with { Resume = true }))
                .Build();
        different.Should().Throw<CheckpointException>().WithMessage("*Rollouts = 2*Rollouts = 9*");
    }

    private static IEnumerable<float[]> Weights(TrainedText text) =>
        text.Gan.Generator.parameters().Select(weight => weight.data<float>().ToArray());

    [Fact]
    public void What_cannot_be_is_refused_all_at_once()
    {
        var none = () => new TextBuilder().WithSeqGan(pretrainEpochs: -1, rollouts: 0).Build();
        none.Should()
            .Throw<GanConfigurationException>()
            .WithMessage("*PretrainEpochs must be at least 0*Rollouts must be at least 1*there are none*WithTexts*");
        var idle = () => new TextBuilder().WithTexts(SmallTexts.Words).WithLikelihood(0).Build();
        idle.Should().Throw<GanConfigurationException>().WithMessage("*Steps must be greater than 0 in one phase*");
        var narrow = () =>
            SmallTexts.Builder(SmallTexts.Words).WithNetworks(new SeqGanOptions { Windows = [new(9, 3)] }).Build();
        narrow.Should().Throw<GanConfigurationException>().WithMessage("*None of*Windows fits into texts of 5 tokens*");
        var penalty = () =>
            SmallTexts
                .Builder(SmallTexts.Words)
                .With(gan => gan.AddPenalty(new GradientPenalty(10)).WithPacking(2))
                .Build();
        penalty.Should().Throw<GanConfigurationException>().WithMessage("*single texts*reads no penalties*");
        var changed = () => SmallTexts.Builder(SmallTexts.Words).With(gan => gan.AddAugmentation(new InstanceNoise(1)));
        changed
            .Invoking(texts => texts().Build())
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage("*InstanceNoise would change to others*");
        var timed = () =>
            SmallTexts
                .Builder(SmallTexts.Words)
                .With(gan => gan.WithTraining(new TrainingOptions { Minutes = 1, BatchSize = 20 }))
                .Build();
        timed.Should().Throw<GanConfigurationException>().WithMessage("*minutes are no number of steps*Rounds*");
        var alone = () => new TextBuilder().WithTexts(TextDataset.Of(["one"])).WithLikelihood(1).Build();
        alone.Should().Throw<GanConfigurationException>().WithMessage("*two texts at least, but 'texts' has one*");
        var letters = () => SmallTexts.Builder(TextDataset.Of(["a", "b"])).WithNetworks(new SeqGanOptions()).Build();
        letters
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage("*texts of 1 tokens. Add a narrower one: With*");
        var points = () =>
            new GanBuilder()
                .WithNetworks(new MlpOptions())
                .WithData(SmallTexts.Words)
                .WithTraining(new TrainingOptions { BatchSize = 8 })
                .WithGame(setup => new SeqGanGame(setup, new TextGanOptions(), SmallTexts.Words.Vocabulary))
                .Build();
        points.Should().Throw<GanConfigurationException>().WithMessage("*writes no texts*TextBuilder*");
    }

    public static TheoryData<string, Func<GanBuilder, GanBuilder>> Parts =>
        new()
        {
            { "lsgan", gan => gan.WithLsgan() },
            { "hinge", gan => gan.WithLoss(new HingeLoss()) },
            { "relativistic average", gan => gan.WithLoss(new RelativisticAverageLoss()) },
            {
                "wasserstein, clipped",
                gan =>
                    gan.WithLoss(new WassersteinLoss())
                        .AddConstraint(new WeightClipping(0.1))
                        .WithOptimizers(null, new RmsPropOptions())
            },
            { "judges side by side", gan => gan.WithDiscriminators(2) },
            {
                "no average",
                gan =>
                    gan.WithTraining(
                        new TrainingOptions
                        {
                            Steps = 8,
                            BatchSize = 20,
                            MovingAverageDecay = 0,
                        }
                    )
            },
        };

    [Theory, MemberData(nameof(Parts))]
    public void It_trains_with_other_parts(string part, Func<GanBuilder, GanBuilder> change)
    {
        foreach (var learning in Enum.GetValues<TextLearning>())
        {
            using var text = SmallTexts.Builder(SmallTexts.Words, learning).With(change).Train();
            text.Write(20, seed: 1).Should().HaveCount(20, "it was trained with {0}", part);
        }
    }
}
