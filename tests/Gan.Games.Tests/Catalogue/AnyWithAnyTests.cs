using Gan.Data;
using Gan.Losses;
using Gan.Metrics;

namespace Gan.Games.Tests.Catalogue;

/// <summary>Games that translate train with every loss and every penalty; what cannot go together is refused at
/// Build.</summary>
public sealed class AnyWithAnyTests
{
    private static readonly Dictionary<string, Func<GanBuilder, GanBuilder>> Losses = new()
    {
        ["minimax"] = gan => gan.WithVanilla(saturating: true),
        ["non-saturating"] = gan => gan.WithVanilla(),
        ["lsgan"] = gan => gan.WithLsgan(),
        ["wgan"] = gan => gan.WithWgan(),
        ["wgangp"] = gan => gan.WithWgangp(),
        ["wganlp"] = gan => gan.WithWganlp(),
        ["wgandiv"] = gan => gan.WithWgandiv(),
        ["hinge"] = gan => gan.WithHinge(),
        ["dragan"] = gan => gan.WithDragan(),
        ["relativistic average"] = gan => gan.WithRelativistic(),
        ["relativistic paired, hinge"] = gan => gan.WithRelativistic(average: false, RelativisticForm.Hinge),
        ["r3gan"] = gan => gan.WithR3gan(),
        ["label smoothing"] = gan => gan.WithLoss(new LabelSmoothing(new NonSaturatingLoss())),
        ["label flipping"] = gan => gan.WithLoss(new LabelFlipping(new NonSaturatingLoss(), 0.25)),
    };

    private static readonly Dictionary<string, IPenalty> Penalties = new()
    {
        ["gradient penalty"] = new GradientPenalty(),
        ["one-sided"] = new OneSidedGradientPenalty(),
        ["dragan"] = new DraganPenalty(),
        ["r1"] = new R1Penalty(),
        ["r2"] = new R2Penalty(),
        ["wgan-div"] = new WganDivPenalty(),
        ["lecam"] = new LeCamPenalty(),
        ["bcr"] = new BalancedConsistency(new InstanceNoise(0.1)),
        ["orthogonal"] = new OrthogonalRegularization(),
    };

    public static TheoryData<string, DiscriminatorNorm> LossAndNorm
    {
        get
        {
            var pairs = new TheoryData<string, DiscriminatorNorm>();
            foreach (var loss in Losses.Keys)
            {
                pairs.Add(loss, DiscriminatorNorm.Auto);
                pairs.Add(loss, DiscriminatorNorm.Spectral);
            }
            return pairs;
        }
    }

    public static TheoryData<string> Penalty => [.. Penalties.Keys];

    [Theory, MemberData(nameof(LossAndNorm))]
    public void Both_games_train_with_every_loss(string loss, DiscriminatorNorm norm) => Train(Losses[loss], norm);

    [Theory, MemberData(nameof(Penalty))]
    public void Both_games_train_with_every_penalty_of_the_judge(string penalty) =>
        Train(gan => gan.WithHinge().AddPenalty(Penalties[penalty], every: 1));

    [Fact]
    public void Both_games_train_with_augmentations_that_stack_and_adapt()
    {
        Train(gan => gan.WithHinge().AddAugmentation(new DiffAugment()).AddAugmentation(new InstanceNoise()));
        Train(gan => gan.WithHinge().AddAugmentation(new AdaptivePolicy()).WithAdaptiveStrength());
    }

    [Fact]
    public void A_penalty_that_makes_samples_of_latents_is_refused_in_a_sentence()
    {
        var build = () => Translation(gan => gan.WithHinge().AddPenalty(new LatentConsistency())).Build();
        build
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage("*update of the judge*latents*leave the penalty out*");
    }

    private static void Train(Func<GanBuilder, GanBuilder> change, DiscriminatorNorm norm = DiscriminatorNorm.Auto)
    {
        using (var trainer = Translation(change, norm).Build())
        {
            Learns(trainer.Trainer, "translator", "judge");
        }
        using var cycle = new CycleBuilder()
            .WithImages(Pictures.Squares(8, side: 8), Pictures.Squares(8, side: 8, invert: true))
            .WithTranslator(new UNet { Depth = 2, FeatureMaps = 2 })
            .WithJudge(Judge(norm))
            .With(gan => change(gan).WithTraining(Two))
            .Build();
        Learns(cycle.Trainer, "translators", "judge a", "judge b");
    }

    private static TranslationBuilder Translation(
        Func<GanBuilder, GanBuilder> change,
        DiscriminatorNorm norm = DiscriminatorNorm.Auto
    )
    {
        var pairs = Pictures.Inverted(8, side: 8);
        return new TranslationBuilder()
            .WithPairs(pairs)
            .WithTranslator(new UNet { Depth = 2, FeatureMaps = 2 })
            .WithJudge(Judge(norm))
            .With(gan =>
                change(gan).WithTraining(Two).AddMetric(new DistortionMetric(DistortionKind.L1, pairs, 2), every: 1)
            );
    }

    private static TrainingOptions Two =>
        new()
        {
            Steps = 2,
            BatchSize = 2,
            CriticSteps = 1,
        };

    private static PatchDiscriminator Judge(DiscriminatorNorm norm) =>
        new()
        {
            Layers = 1,
            FeatureMaps = 2,
            Norm = norm,
        };

    private static void Learns(GanTrainer trainer, params string[] names)
    {
        var players = trainer.Context.Players;
        players.Select(player => player.Name).Should().BeEquivalentTo(names);
        var before = players.ToDictionary(player => player.Name, Weights);
        foreach (var report in trainer.Steps())
        {
            report.Values.Values.Should().OnlyContain(value => double.IsFinite(value));
        }
        foreach (var player in players)
        {
            Weights(player).Should().NotEqual(before[player.Name], "the {0} learns", player.Name);
        }
    }

    private static float[] Weights(Player player) =>
        [.. player.Network.parameters().SelectMany(weight => weight.detach().clone().data<float>().ToArray())];
}
