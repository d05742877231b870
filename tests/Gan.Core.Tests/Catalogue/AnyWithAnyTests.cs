using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Catalogue;

/// <summary>Every valid pair of network and loss, and of loss and penalty, trains; what cannot go together is refused
/// at Build.</summary>
public sealed partial class AnyWithAnyTests
{
    private static readonly IAugmentation Noise = new InstanceNoise(0.1);

    private static readonly Dictionary<string, Func<GanBuilder, GanBuilder>> Losses = new()
    {
        ["minimax"] = b => b.WithVanilla(saturating: true),
        ["non-saturating"] = b => b.WithVanilla(),
        ["lsgan"] = b => b.WithLsgan(),
        ["wgan"] = b => b.WithWgan(),
        ["wgangp"] = b => b.WithWgangp(),
        ["wganlp"] = b => b.WithWganlp(),
        ["wgandiv"] = b => b.WithWgandiv(),
        ["hinge"] = b => b.WithHinge(),
        ["dragan"] = b => b.WithDragan(),
        ["relativistic average"] = b => b.WithRelativistic(),
        ["relativistic average, least squares"] = b => b.WithRelativistic(form: RelativisticForm.LeastSquares),
        ["relativistic paired, hinge"] = b => b.WithRelativistic(average: false, RelativisticForm.Hinge),
        ["r3gan"] = b => b.WithR3gan(),
        ["label smoothing"] = b => b.WithLoss(new LabelSmoothing(new NonSaturatingLoss())),
        ["label flipping"] = b => b.WithLoss(new LabelFlipping(new NonSaturatingLoss(), 0.25)),
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
        ["bcr"] = new BalancedConsistency(Noise),
        ["zcr"] = new LatentConsistency(),
        ["orthogonal"] = new OrthogonalRegularization(),
    };

    private static readonly Dictionary<string, IGeneratorPenalty> GeneratorPenalties = new()
    {
        ["feature matching"] = new FeatureMatching(),
        ["mode seeking"] = new ModeSeeking(),
        ["path length"] = new PathLength(),
        ["pulling-away"] = new PullingAway(),
        ["zcr"] = new LatentConsistency(),
        ["orthogonal"] = new OrthogonalRegularization(),
    };

    public static TheoryData<string, string> NetworkAndLoss => Pairs(Networks.Keys, Losses.Keys);

    public static TheoryData<string, string> LossAndPenalty => Pairs(Losses.Keys, Penalties.Keys);

    public static TheoryData<string, string> LossAndGeneratorPenalty => Pairs(Losses.Keys, GeneratorPenalties.Keys);

    private static TheoryData<string, string> Pairs(IEnumerable<string> left, IEnumerable<string> right)
    {
        var pairs = new TheoryData<string, string>();
        foreach (var (a, b) in left.SelectMany(a => right.Select(b => (a, b))))
        {
            pairs.Add(a, b);
        }
        return pairs;
    }

    private static GanBuilder Two(string network = "dcgan") =>
        Networks[network]
            (Tiny.Builder(network is "resnet" or "fastgan" ? Tiny.Images(32, count: 8) : Tiny.Images()))
            .WithTraining(
                new()
                {
                    Steps = 2,
                    BatchSize = 8,
                    CriticSteps = 1,
                }
            );

    private static void Trains(GanBuilder builder)
    {
        using var trainer = builder.Build();
        using var scope = NewDisposeScope();
        var g = Copies(trainer.Context.Generator);
        var d = Copies(trainer.Context.Discriminator);
        trainer
            .Steps()
            .ToList()
            .Should()
            .HaveCount(2)
            .And.OnlyContain(r => double.IsFinite(r.DiscriminatorLoss) && double.IsFinite(r.GeneratorLoss));
        Moved(trainer.Context.Generator, g).Should().BeGreaterThan(0, "the generator learns");
        Moved(trainer.Context.Discriminator, d).Should().BeGreaterThan(0, "the discriminator learns");
    }

    private static List<Tensor> Copies(nn.Module network) => [.. network.parameters().Select(p => p.detach().clone())];

    private static double Moved(nn.Module network, List<Tensor> before) =>
        network.parameters().Zip(before, (p, b) => (p.detach() - b).abs().max().ToDouble()).Max();

    [Theory]
    [MemberData(nameof(NetworkAndLoss))]
    public void Every_network_trains_with_every_loss(string network, string loss) => Trains(Losses[loss](Two(network)));

    [Theory]
    [MemberData(nameof(LossAndPenalty))]
    public void Every_loss_trains_with_every_penalty_or_says_why_not(string loss, string penalty)
    {
        var builder = Losses[loss](Two()).AddPenalty(Penalties[penalty], every: 1);
        if (Refusal(loss, penalty) is { } reason)
        {
            FluentActions
                .Invoking(builder.Build)
                .Should()
                .Throw<GanConfigurationException>()
                .WithMessage($"*{reason}*");
        }
        else
        {
            Trains(builder);
        }
    }

    private static string? Refusal(string loss, string penalty) =>
        (loss, penalty) switch
        {
            ("wgan", "gradient penalty" or "one-sided" or "dragan" or "r1" or "r2" or "wgan-div") =>
                "Weight clipping and a gradient penalty both bound the critic's slope",
            ("wgangp" or "wganlp", "gradient penalty" or "one-sided") => "Two gradient penalties are set",
            ("dragan", "dragan") => "DraganPenalty is set twice",
            ("wgandiv", "wgan-div") => "WganDivPenalty is set twice",
            ("r3gan", "r1") => "R1Penalty is set twice",
            ("r3gan", "r2") => "R2Penalty is set twice",
            _ => null,
        };

    [Theory]
    [MemberData(nameof(LossAndGeneratorPenalty))]
    public void Every_loss_trains_with_every_term_of_the_generator(string loss, string penalty) =>
        Trains(Losses[loss](Two()).AddGeneratorPenalty(GeneratorPenalties[penalty]));

    [Theory]
    [MemberData(nameof(Conditionings))]
    public void Every_conditioning_trains_with_losses_of_each_family(string name, IConditioning conditioning)
    {
        name.Should().NotBeEmpty();
        foreach (var loss in new[] { "non-saturating", "wgangp", "hinge", "r3gan" })
        {
            Trains(Losses[loss](Two()).WithConditioning(conditioning));
        }
    }

    public static TheoryData<string, IConditioning> Conditionings =>
        new()
        {
            { "concatenation", new LabelConcatenation() },
            { "embedding", new LabelEmbedding(4) },
            { "projection", new ProjectionConditioning(4) },
            { "mapped projection", new MappedProjection(4) },
            { "auxiliary", new AuxiliaryClassifier() },
            { "infogan", new InfoGanCodes(1, 3, 2) },
        };

    [Fact]
    public void Decorators_of_the_discriminator_stack()
    {
        Trains(
            Two()
                .WithHinge()
                .AddPenalty(new R1Penalty())
                .WithPacking(2)
                .WithDiscriminators(2)
                .AddAugmentation(new DiffAugment())
                .AddAugmentation(new InstanceNoise())
                .WithConditioning(new LabelEmbedding(4))
        );
        Trains(Two().WithHinge().WithPacking(4).AddAugmentation(new AdaptivePolicy()).WithAdaptiveStrength());
        Trains(
            Two()
                .WithLoss(new MultipleDiscriminatorLoss(new HingeLoss(), 1))
                .WithDiscriminators(3)
                .WithConditioning(new LabelEmbedding(4))
        );
    }

    [Fact]
    public void Vectors_condition_every_network()
    {
        var numbers = new float[32, 2];
        for (var i = 0; i < 32; i++)
        {
            numbers[i, 0] = i / 32f;
            numbers[i, 1] = -i;
        }
        using var data = new Gan.Data.ConditionedDataset(Tiny.Images(), numbers);
        Trains(
            Tiny.Builder(data)
                .WithTraining(new() { Steps = 2, BatchSize = 8 })
                .WithConditioning(new VectorConcatenation(2))
        );
    }
}
