using Gan.Data;
using Gan.Losses;

namespace Gan.Games.Tests;

/// <summary>What a game that translates refuses; the dry turn is not reached.</summary>
public sealed class TranslationRulesTests
{
    [Fact]
    public void Data_without_inputs_are_told_of_those_that_have_some()
    {
        using var images = Pictures.Squares(8);
        Refusals(Small(images))
            .Should()
            .Equal(
                "A translation needs an input for each sample, but 'squares 0' has none. Call WithPairs with "
                    + "PairedFolders, PairedDataset or WithInput, or CycleBuilder.WithImages without pairs."
            );
    }

    [Fact]
    public void A_judge_that_sees_both_needs_them_of_one_size()
    {
        using var images = Pictures.Squares(8);
        using var pairs = images.WithInput(new Downscale(2));
        Refusals(Small(pairs))
            .Should()
            .Contain(
                "The judge sees input and target as one image, but they are [1, 8, 8] and [1, 16, 16]. "
                    + "Set JudgeSeesInput to false."
            );
    }

    [Fact]
    public void Labels_packs_judges_and_terms_of_latents_are_read_by_no_game_that_translates()
    {
        using var pairs = Pictures.Inverted(8);
        var gan = Small(pairs)
            .With(gan => gan.WithPacking(2).WithDiscriminators(3).AddGeneratorPenalty(new ModeSeeking()));
        Refusals(gan)
            .Should()
            .Contain(problem => problem.StartsWith("TranslationGame judges single images, but WithPacking(2)"))
            .And.Contain(problem => problem.Contains("WithDiscriminators(3)"))
            .And.Contain(problem => problem.Contains("ModeSeeking") && problem.Contains("TranslationOptions.Terms"));
    }

    [Fact]
    public void Batch_statistics_do_not_go_with_the_slope_of_each_sample()
    {
        using var pairs = Pictures.Inverted(8);
        var judge = new PatchDiscriminator
        {
            Layers = 1,
            FeatureMaps = 4,
            Norm = DiscriminatorNorm.Batch,
        };
        var gan = Small(pairs).WithJudge(judge);
        Refusals(gan.With(g => g.AddPenalty(new R1Penalty(1))))
            .Should()
            .Contain(problem => problem.Contains("has batch normalisation"));
        gan.Build().Dispose();
        var cycle = new CycleBuilder()
            .WithImages(Pictures.Squares(8), Pictures.Squares(8))
            .WithTranslator(new ResNetTranslator { Blocks = 1, FeatureMaps = 4 })
            .WithJudge(judge)
            .With(g => g.AddPenalty(new R1Penalty(1)));
        FluentActions
            .Invoking(cycle.Build)
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage("*has batch normalisation*");
    }

    [Fact]
    public void A_batch_of_one_goes_where_no_layer_needs_more()
    {
        using var images = Pictures.Squares(8);
        using var pairs = images.WithInput(new Masked(new CentreMask()));
        var one = Small(pairs)
            .WithOptions(new TranslationOptions { Kind = TranslationKind.Completion })
            .WithTranslator(new UNet { Depth = 2, FeatureMaps = 4 })
            .WithJudge(new PatchDiscriminator { Layers = 1, FeatureMaps = 4 })
            .With(gan => gan.WithTraining(new TrainingOptions { Steps = 1, BatchSize = 1 }));
        one.Train().Dispose();
        Refusals(one.WithTranslator(new ContextEncoder { FeatureMaps = 4, Bottleneck = 8 }))
            .Should()
            .Equal(
                "The translator has batch normalisation, but BatchSize is 1. "
                    + "Take 2 or more, or a translator with TranslatorNorm.Instance."
            );
    }

    [Fact]
    public void A_warm_up_of_the_judge_is_not_played()
    {
        using var pairs = Pictures.Inverted(8);
        var training = new TrainingOptions
        {
            Steps = 1,
            BatchSize = 2,
            DiscriminatorWarmUp = 3,
        };
        Refusals(Small(pairs).With(gan => gan.WithTraining(training)))
            .Should()
            .Equal(
                "TranslationGame lets no judge learn before the first step, but DiscriminatorWarmUp is 3. Leave it out."
            );
    }

    private static TranslationBuilder Small(IDataset data) =>
        new TranslationBuilder()
            .WithPairs(data)
            .WithTranslator(new UNet { Depth = 2, FeatureMaps = 4 })
            .WithJudge(new PatchDiscriminator { Layers = 1, FeatureMaps = 4 })
            .With(gan => gan.WithTraining(new TrainingOptions { Steps = 1, BatchSize = 2 }));

    private static IReadOnlyList<string> Refusals(TranslationBuilder builder) =>
        FluentActions.Invoking(builder.Build).Should().Throw<GanConfigurationException>().Which.Problems;
}
