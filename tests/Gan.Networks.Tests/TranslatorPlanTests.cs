using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests;

public class TranslatorPlanTests
{
    private static TranslatorPlan Plan(long[] input, long[] output, TranslationKind kind) =>
        new()
        {
            Family = new CustomTranslator(_ => TranslatorNetwork.Wrap(nn.Identity())),
            InputShape = input,
            OutputShape = output,
            Kind = kind,
        };

    [Theory]
    [InlineData(TranslationKind.Translation, new long[] { 3, 8, 8 }, new long[] { 1, 8, 8 }, "")]
    [InlineData(TranslationKind.SuperResolution, new long[] { 3, 8, 10 }, new long[] { 3, 24, 30 }, "")]
    [InlineData(TranslationKind.Completion, new long[] { 4, 8, 8 }, new long[] { 3, 8, 8 }, "")]
    [InlineData(TranslationKind.Translation, new long[] { 3, 8 }, new long[] { 1, 8, 8 }, "A translator makes images*")]
    [InlineData(TranslationKind.Translation, new long[] { 3, 8, 8 }, new long[] { 0, 8, 8 }, "A translator makes *")]
    [InlineData(TranslationKind.SuperResolution, new long[] { 3, 8, 8 }, new long[] { 3, 8, 8 }, "Super-resolution *")]
    [InlineData(TranslationKind.SuperResolution, new long[] { 3, 8, 8 }, new long[] { 3, 12, 12 }, "*whole number*")]
    [InlineData(TranslationKind.SuperResolution, new long[] { 3, 8, 8 }, new long[] { 3, 16, 32 }, "*same whole *")]
    [InlineData(TranslationKind.Completion, new long[] { 3, 8, 8 }, new long[] { 3, 8, 8 }, "*its mask, 4 channels *")]
    [InlineData(TranslationKind.Completion, new long[] { 4, 8, 8 }, new long[] { 3, 16, 16 }, "*as large as*")]
    public void Shapes_must_suit_what_the_translator_is_for(
        TranslationKind kind,
        long[] input,
        long[] output,
        string problem
    )
    {
        var problems = Plan(input, output, kind).Problems().Select(p => p.ToString()).ToList();
        if (problem.Length == 0)
        {
            problems.Should().BeEmpty();
        }
        else
        {
            problems.Should().ContainSingle().Which.Should().Match(problem);
        }
    }

    [Fact]
    public void The_family_s_own_problems_are_listed_too() =>
        (Plan([3, 20, 20], [3, 20, 20], TranslationKind.Translation) with { Family = new UNet() })
            .Problems()
            .Should()
            .ContainSingle()
            .Which.What.Should()
            .Contain("multiples of 32");

    [Fact]
    public void Equal_seeds_make_equal_networks_and_precision_leaves_their_weights_alone()
    {
        using var scope = NewDisposeScope();
        var plan = Plan([3, 16, 16], [3, 16, 16], TranslationKind.Translation) with
        {
            Family = new UNet { Depth = 2, FeatureMaps = 16 },
        };
        Dictionary<string, Tensor> Weights(TranslatorPlan of)
        {
            manual_seed(4);
            return of.MakeTranslator().state_dict();
        }
        var plain = Weights(plan);
        var mixed = Weights(plan with { MixedPrecision = true });
        mixed.Keys.Should().Equal(plain.Keys);
        mixed.Should().OnlyContain(w => w.Value.eq(plain[w.Key]).all().item<bool>());
        (plan with { MixedPrecision = true, OnProcessor = false })
            .MakeTranslator()
            .modules()
            .OfType<MixedPrecisionLayer>()
            .Should()
            .NotBeEmpty();
        plan.Spec.ToString().Should().Be("TranslatorSpec { InputShape = [3, 16, 16], OutputShape = [3, 16, 16] }");
    }
}
