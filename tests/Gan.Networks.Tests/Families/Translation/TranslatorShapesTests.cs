namespace Gan.Tests.Networks.Translation;

/// <summary>The sentences that all translators share.</summary>
public class TranslatorShapesTests
{
    public static TheoryData<ITranslatorFamily> Families =>
        [
            new UNet(),
            new ResNetTranslator(),
            new SrResNet(),
            new Rrdb(),
            new ContextEncoder(),
            new GatedTranslator(),
            new PartialUNet(),
        ];

    [Theory, MemberData(nameof(Families))]
    public void Shapes_that_are_no_images_are_refused(ITranslatorFamily family) =>
        family
            .Problems([16], [3, 32, 32])
            .Should()
            .ContainSingle()
            .Which.What.Should()
            .EndWith("makes images [C, H, W] of images, but the shapes are [16] and [3, 32, 32].");

    [Theory, MemberData(nameof(Families))]
    public void The_default_settings_make_images_and_need_no_fewer_weights_than_they_claim(ITranslatorFamily family)
    {
        var scale = family is SrResNet or Rrdb ? 2 : 1;
        var made = family is PartialUNet or GatedTranslator or ContextEncoder ? 3 : 4;
        var spec = TranslatorWitness.Spec(4, 32, 32, scale, family is SrResNet ? 4 : made);
        family.Problems(spec.InputShape, spec.OutputShape).Should().BeEmpty();
        using var network = family.Translator(spec);
        var least = family.LeastWeights(spec);
        least.Should().BeGreaterThan(TranslatorWitness.Count(network) / 8.0);
        least.Should().BeLessThanOrEqualTo(TranslatorWitness.Count(network));
    }

    [Theory, MemberData(nameof(Families))]
    public void Families_are_compared_and_written_by_their_settings(ITranslatorFamily family) =>
        family.Describe().Should().StartWith(family.GetType().Name).And.Contain("FeatureMaps = ");
}
