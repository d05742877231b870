using Gan.Losses;

namespace Gan.Games.Tests;

public sealed class TranslationOptionsTests
{
    [Fact]
    public void The_defaults_are_those_of_pix2pix()
    {
        var options = new TranslationOptions();
        options.Problems().Should().BeEmpty();
        options
            .Describe()
            .Should()
            .Be("Terms = [L1Reconstruction { Weight = 100 }], AdversarialWeight = 1, JudgeSeesInput = True");
        (options.Translator, options.Judge).Should().Be((new UNet(), new PatchDiscriminator()));
    }

    [Fact]
    public void A_checkpoint_compares_pretraining_and_purpose_where_there_are_some()
    {
        var options = new TranslationOptions
        {
            Terms = [new L1Reconstruction(0.5), new L2Reconstruction(2)],
            AdversarialWeight = 0.001,
            JudgeSeesInput = false,
            PretrainSteps = 100,
            Kind = TranslationKind.SuperResolution,
        };
        options
            .Describe()
            .Should()
            .Be(
                "Terms = [L1Reconstruction { Weight = 0.5 }; L2Reconstruction { Weight = 2 }], "
                    + "AdversarialWeight = 0.001, JudgeSeesInput = False, PretrainSteps = 100, "
                    + "PretrainTerms = [L2Reconstruction { Weight = 1 }], Kind = SuperResolution"
            );
    }

    [Fact]
    public void What_is_out_of_range_is_told_all_at_once()
    {
        var options = new TranslationOptions
        {
            AdversarialWeight = -0.5,
            PretrainSteps = -1,
            Terms = [new L1Reconstruction(-3)],
        };
        options
            .Problems()
            .Select(problem => problem.What)
            .Should()
            .HaveCount(3)
            .And.Contain("AdversarialWeight must be at least 0, but was -0.5.")
            .And.Contain("PretrainSteps must be at least 0, but was -1.")
            .And.Contain(text => text.Contains("L1Reconstruction") && text.Contains("-3"));
        var idle = new TranslationOptions
        {
            AdversarialWeight = 0,
            Terms = [],
            PretrainSteps = 1,
            PretrainTerms = [],
        };
        idle.Problems()
            .Select(problem => problem.What)
            .Should()
            .Equal("The translator has nothing to learn from.", "PretrainSteps has no terms to learn from.");
    }
}
