namespace Gan.Games.Tests;

public sealed class TranslationBuilderTests
{
    [Fact]
    public void Each_call_makes_a_new_builder_and_leaves_the_old_one_as_it_was()
    {
        var first = new TranslationBuilder();
        var second = first.WithTranslator(new UNet { Depth = 3 }).WithJudge(new SrDiscriminator());
        first
            .Options.Should()
            .Be(
                new TranslationBuilder().Options with
                {
                    Terms = first.Options.Terms,
                    PretrainTerms = first.Options.PretrainTerms,
                }
            );
        second.Options.Translator.Should().Be(new UNet { Depth = 3 });
        second.Options.Judge.Should().Be(new SrDiscriminator());
        second.WithOptions(new TranslationOptions()).Options.Translator.Should().Be(new UNet());
    }

    [Fact]
    public void It_refuses_null_at_once()
    {
        var builder = new TranslationBuilder();
        Action[] calls =
        [
            () => builder.WithPairs(null!),
            () => builder.WithTranslator(null!),
            () => builder.WithJudge(null!),
            () => builder.WithOptions(null!),
            () => builder.With(null!),
        ];
        calls.Should().AllSatisfy(call => call.Should().Throw<ArgumentNullException>());
    }

    [Fact]
    public void Without_an_adversarial_term_the_translator_plays_alone()
    {
        using var pairs = Pictures.Inverted(8);
        using var trainer = new TranslationBuilder()
            .WithPairs(pairs)
            .WithOptions(
                new TranslationOptions
                {
                    Translator = new UNet { Depth = 2, FeatureMaps = 4 },
                    Judge = new PatchDiscriminator { Layers = 1, FeatureMaps = 4 },
                    AdversarialWeight = 0,
                }
            )
            .With(gan => gan.WithTraining(new TrainingOptions { Steps = 2, BatchSize = 2 }))
            .Build();
        trainer.Context.Players.Select(player => player.Name).Should().Equal("translator");
        trainer.Steps().Last().Values.Keys.Should().Equal("loss/translator", "l1/translator");
    }
}
