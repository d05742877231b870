namespace Gan.Games.Tests;

public sealed class CycleBuilderTests
{
    [Fact]
    public void Each_call_makes_a_new_builder_and_leaves_the_old_one_as_it_was()
    {
        var first = new CycleBuilder();
        var second = first.WithTranslator(new ResNetTranslator { Blocks = 2 }).WithJudge(new SrDiscriminator());
        first.Options.Should().Be(new CycleOptions());
        second
            .Options.Should()
            .Be(
                new CycleOptions
                {
                    Translator = new ResNetTranslator { Blocks = 2 },
                    Judge = new SrDiscriminator(),
                }
            );
    }

    [Fact]
    public void Kind_A_is_what_A_to_B_reads()
    {
        using var a = Pictures.Squares(8, channels: 3);
        using var b = Pictures.Squares(8);
        using var trained = new CycleBuilder()
            .WithImages(a, b)
            .WithOptions(
                new CycleOptions
                {
                    Translator = new ResNetTranslator { Blocks = 1, FeatureMaps = 4 },
                    Judge = new PatchDiscriminator { Layers = 1, FeatureMaps = 4 },
                    IdentityWeight = 0,
                }
            )
            .With(gan => gan.WithTraining(new TrainingOptions { Steps = 1, BatchSize = 2 }))
            .Train();
        trained.AToB.Plan.InputShape.Should().Equal(3, 16, 16);
        trained.AToB.Plan.OutputShape.Should().Equal(1, 16, 16);
        trained.BToA.Plan.InputShape.Should().Equal(1, 16, 16);
    }

    [Fact]
    public void It_refuses_null_at_once()
    {
        var builder = new CycleBuilder();
        using var images = Pictures.Squares(2);
        Action[] calls =
        [
            () => builder.WithImages(null!, images),
            () => builder.WithImages(images, null!),
            () => builder.WithTranslator(null!),
            () => builder.WithJudge(null!),
            () => builder.WithOptions(null!),
            () => builder.With(null!),
        ];
        calls.Should().AllSatisfy(call => call.Should().Throw<ArgumentNullException>());
    }
}
