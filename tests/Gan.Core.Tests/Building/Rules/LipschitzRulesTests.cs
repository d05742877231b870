using Gan.Losses;
using static TorchSharp.torch.nn;

namespace Gan.Tests.Building.Rules;

/// <summary>What bounds a critic's slope, each rule by its text.</summary>
public sealed class LipschitzRulesTests
{
    private static GanBuilder Good => Tiny.Builder();

    public static TheoryData<string, Func<GanBuilder>> Rules() =>
        new()
        {
            {
                "A Wasserstein loss needs a critic with bounded slope, but nothing bounds it. "
                    + "Use WithWgangp(), WithWgan(), AddPenalty(new GradientPenalty()), or spectral normalisation.",
                () => Good.WithLoss(new WassersteinLoss())
            },
            {
                "Weight clipping and a gradient penalty both bound the critic's slope and work against each other. "
                    + "Use WithWgangp() without AddPenalty, or WithWgan() without a gradient penalty.",
                () => Good.WithWgan().AddPenalty(new GradientPenalty())
            },
            {
                "Two gradient penalties are set, and their weights would add up. WithWgangp(lambda) "
                    + "and WithWganlp(lambda) bring one already: leave AddPenalty(new GradientPenalty()) out.",
                () => Good.WithWgangp().AddPenalty(new GradientPenalty())
            },
            {
                "WGAN with weight clipping becomes unstable with momentum (Arjovsky et al. 2017, section 4), "
                    + "but the critic has it in its AdamOptions. Use RmsPropOptions() or AdamOptions(Beta1: 0).",
                () => Good.WithWgan().WithOptimizers(new AdamOptions())
            },
            {
                "The critic has batch normalisation, "
                    + "but its gradient is penalised*Use DiscriminatorNorm.Auto, None, Instance, Layer or Spectral*",
                () => Good.WithWgangp().WithDcgan(new DcganOptions { DiscriminatorNorm = DiscriminatorNorm.Batch })
            },
            {
                "The critic has batch normalisation, but its gradient is penalised*",
                () =>
                    Good.WithWgangp()
                        .WithNetworks(
                            s => new DcganOptions { FeatureMaps = 4 }.Generator(s),
                            s => DiscriminatorNetwork.Wrap(Sequential(Flatten(), BatchNorm1d(64), Linear(64, 1)))
                        )
            },
            {
                "R1 and R2 draw the critic's slope to 0 at the data, but a Wasserstein critic needs a slope of 1. "
                    + "Use WithWgangp(), or WithR3gan() for R1 and R2.",
                () => Good.WithLoss(new WassersteinLoss()).AddPenalty(new R1Penalty())
            },
            {
                "A Wasserstein loss needs a critic with bounded slope, but nothing bounds it.*",
                () => Good.WithLoss(new WassersteinLoss()).AddPenalty(new LeCamPenalty())
            },
            {
                "A Wasserstein loss needs a critic with bounded slope, but nothing bounds it.*",
                () => Good.WithLoss(new LabelFlipping(new WassersteinLoss(), 0.25))
            },
            {
                "A Wasserstein loss needs a critic with bounded slope, but nothing bounds it.*",
                () => Good.WithLoss(new WassersteinLoss()).WithConditioning(new AuxiliaryClassifier())
            },
            {
                "R1Penalty is set twice, and the weights would add up.*",
                () => Good.WithR3gan().AddPenalty(new R1Penalty())
            },
            {
                "DecoderReconstruction is set twice, and the weights would add up.*leave AddPenalty(*",
                () => Good.WithFastGan().AddPenalty(new DecoderReconstruction())
            },
            {
                "PathLength is set twice, and the weights would add up.*leave AddGeneratorPenalty(*",
                () => Good.WithStyleGan2().AddGeneratorPenalty(new PathLength(), every: 4)
            },
        };

    [Theory]
    [MemberData(nameof(Rules))]
    public void Bounds_that_do_not_go_together_are_named_with_their_remedy(string text, Func<GanBuilder> builder)
    {
        var error = new Action(() => builder().Build()).Should().Throw<GanConfigurationException>().Which;
        error.Problems.Should().ContainMatch(text);
    }

    public static TheoryData<string, GanBuilder> Bounded() =>
        new()
        {
            { "a gradient penalty", Good.WithWgangp() },
            { "weight clipping", Good.WithWgan() },
            {
                "spectral normalisation",
                Good.WithLoss(new WassersteinLoss())
                    .WithDcgan(new DcganOptions { FeatureMaps = 4, DiscriminatorNorm = DiscriminatorNorm.Spectral })
            },
            { "R1 beside a gradient penalty", Good.WithWgangp().AddPenalty(new R1Penalty()) },
            {
                "two penalties of unlike kinds",
                Good.WithHinge().AddPenalty(new R1Penalty()).AddPenalty(new R2Penalty())
            },
        };

    [Theory]
    [MemberData(nameof(Bounded))]
    public void One_bound_is_enough(string what, GanBuilder builder)
    {
        var build = () => builder.Build().Dispose();
        build.Should().NotThrow(what);
    }
}
