using Gan.Losses;
using static Gan.Tests.Checkpoints.ResumeParts;

namespace Gan.Tests.Checkpoints;

/// <summary>Small trainings, each with a part that has state of its own or depends on the step.</summary>
internal static partial class ResumeCases
{
    internal const int Steps = 6;

    // Late, because fields of the other file may be set after those of this one.
    private static readonly Lazy<Dictionary<string, Func<GanBuilder>>> Cases = new(Named);

    internal static readonly Dictionary<string, Func<GanBuilder, GanBuilder>> Losses = new()
    {
        ["vanilla"] = b => b.WithVanilla(),
        ["minimax"] = b => b.WithVanilla(saturating: true),
        ["lsgan"] = b => b.WithLsgan(),
        ["wgan"] = b => b.WithWgan(),
        ["wgangp"] = b => b.WithWgangp(),
        ["hinge"] = b => b.WithHinge(),
        ["relativistic average"] = b => b.WithRelativistic(),
        ["relativistic paired"] = b => b.WithRelativistic(average: false),
        ["r3gan"] = b => b.WithR3gan(),
        ["dragan"] = b => b.WithDragan(),
        ["wganlp"] = b => b.WithWganlp(),
        ["wgandiv"] = b => b.WithWgandiv(),
        ["smoothed and flipped labels"] = b =>
            b.WithLoss(new LabelFlipping(new LabelSmoothing(new NonSaturatingLoss()), 0.25)),
    };

    /// <summary>On top of a fully connected network and the vanilla loss.</summary>
    internal static readonly Dictionary<string, Func<GanBuilder, GanBuilder>> Parts = new()
    {
        ["Adam without beta1"] = b => b.WithOptimizers(new AdamOptions(1e-3, 0, 0.9)),
        ["RMSProp with momentum"] = b => b.WithOptimizers(new RmsPropOptions(1e-3, 0.9, 0.5)),
        ["SGD whose momentum starts empty"] = b => b.WithOptimizers(new Sgd(1e-2)),
        ["AMSGrad"] = b => b.WithOptimizers(new AmsGrad(1e-3)),
        ["two optimisers"] = b => b.WithOptimizers(new AdamOptions(1e-3), new RmsPropOptions(1e-3)),
        ["clipped gradients"] = b => b.WithOptimizers(new AdamOptions { ClipNorm = 0.1, ClipValue = 0.01 }),
        ["linear decay"] = b => b.WithOptimizers(new AdamOptions { Schedule = new LinearDecay(0.3) }),
        ["cosine decay after a warm-up"] = b =>
            b.WithOptimizers(new AdamOptions { Schedule = new WarmUp(3, new CosineDecay()) }),
        ["step decay"] = b => b.WithOptimizers(new AdamOptions { Schedule = new StepDecay(2, 0.5) }),
        ["cyclic rate"] = b => b.WithOptimizers(new AdamOptions { Schedule = new CyclicRate(4) }),
        ["a rate and β2 that follow the images"] = b =>
            b.WithOptimizers(
                new AdamOptions(1e-3, 0, 0.9)
                {
                    Schedule = new OverImages(30, new HalfCosine(1, 0.25)),
                    Beta2Schedule = new OverImages(40, new HalfCosine(1, 1.1)),
                }
            ),
        ["penalties whose weights fall"] = b =>
            b.AddPenalty(new R1Penalty(), schedule: new OverImages(40, new HalfCosine(1, 0.1)))
                .AddGeneratorPenalty(new ModeSeeking(), schedule: new LinearDecay()),
        ["an average by its half-life"] = b =>
            Training(b, t => t with { MovingAverageHalfLife = new(30, 0.5) { Schedule = new HalfCosine(0.5, 1) } }),
        ["augmentation whose strength rises"] = b =>
            b.AddAugmentation(new AdaptivePolicy()).WithScheduledStrength(0.6, new HalfCosine(0, 1)),
        ["penalty with a memory"] = b => b.AddPenalty(new RunningMean()),
        ["lazy penalty with a memory"] = b => b.AddPenalty(new RunningMean(), every: 4),
        ["penalty of the generator with a memory"] = b => b.AddGeneratorPenalty(new RunningLength(), every: 2),
        ["lazy penalty on weights that nothing else uses"] = b =>
            b.WithNetworks(s => new MlpOptions().Generator(s), _ => new SpareHead(64), 4)
                .AddPenalty(new HeadPenalty(), every: 4),
        ["weight clipping"] = b => b.WithOptimizers(new RmsPropOptions(1e-3)).AddConstraint(new WeightClipping(0.05)),
        ["R1, lazily"] = b => b.AddPenalty(new R1Penalty(), every: 4),
        ["R2"] = b => b.AddPenalty(new R2Penalty()),
        ["LeCam"] = b => b.AddPenalty(new LeCamPenalty()),
        ["consistency under augmentation"] = b => b.AddPenalty(new BalancedConsistency(new DiffAugment())),
        ["consistency in the latents"] = b =>
            b.AddPenalty(new LatentConsistency()).AddGeneratorPenalty(new LatentConsistency()),
        ["orthogonal weights"] = b =>
            b.AddPenalty(new OrthogonalRegularization()).AddGeneratorPenalty(new OrthogonalRegularization()),
        ["path length, lazily"] = b => b.AddGeneratorPenalty(new PathLength(), every: 2),
        ["mode seeking"] = b => b.AddGeneratorPenalty(new ModeSeeking()),
        ["feature matching"] = b => b.AddGeneratorPenalty(new FeatureMatching()),
        ["pulling away"] = b => b.AddGeneratorPenalty(new PullingAway()),
        ["DiffAugment"] = b => b.AddAugmentation(new DiffAugment()),
        ["instance noise that fades"] = b => b.AddAugmentation(new InstanceNoise(0.5, 1)),
        ["ADA"] = b =>
            b.AddAugmentation(new AdaptivePolicy())
                .WithAdaptiveStrength(new AdaptiveStrength(Samples: 100, Start: 0.5)),
        ["several discriminators, softly joined"] = b =>
            b.WithLoss(new MultipleDiscriminatorLoss(new NonSaturatingLoss(), 1)).WithDiscriminators(2),
        ["projection"] = b => b.WithConditioning(new ProjectionConditioning(4)),
        ["mapped projection"] = b => b.WithConditioning(new MappedProjection(4)),
        ["auxiliary classifier"] = b => b.WithConditioning(new AuxiliaryClassifier(Size: 4)),
        ["InfoGAN's codes"] = b => b.WithConditioning(new InfoGanCodes(1, 4, 1)),
        ["packing"] = b => b.WithPacking(2),
        ["three discriminators"] = b => b.WithDiscriminators(3),
        ["three discriminators of packs"] = b => b.WithDiscriminators(3).WithPacking(4),
        ["augmentation"] = b => b.AddAugmentation(new Noise()),
        ["augmentation with adaptive strength"] = b =>
            b.AddAugmentation(new Noise()).WithAdaptiveStrength(new AdaptiveStrength(Samples: 100, Start: 0.5)),
        ["warm-up of the discriminator"] = b => Training(b, t => t with { DiscriminatorWarmUp = 3 }),
        ["growing data"] = b => Training(b, t => t with { DataGrowth = new DataGrowth(0.3, 0.9) }),
        ["growing data and a warm-up"] = b =>
            Training(
                b,
                t => t with { DataGrowth = new DataGrowth(0.3, 0.9), DiscriminatorWarmUp = 2, CriticSteps = 3 }
            ),
        ["three updates of the discriminator"] = b => Training(b, t => t with { CriticSteps = 3 }),
        ["micro-batches"] = b => Training(b.AddPenalty(new R1Penalty()), t => t with { MicroBatch = 4 }),
        ["no moving average"] = b => Training(b, t => t with { MovingAverageDecay = 0 }),
        ["labels joined"] = b => b.WithConditioning(new LabelConcatenation()),
        ["labels embedded"] = b => b.WithConditioning(new LabelEmbedding()),
        ["drawn conditions"] = b => b.WithConditioning(new DrawnCodes()),
        ["frozen layers"] = b =>
            b.WithTransfer(
                new TransferOptions
                {
                    Freeze = [new("discriminator", "layers.linear0", 3), new("generator", "layers.linear0", 2)],
                }
            ),
        ["early stopping"] = b => b.AddMetric(new Spread(), every: 1).AddStopping(new EarlyStopping("spread", 2)),
        ["a plateau"] = b => b.AddStopping(new PlateauStopping(Window: 2, Patience: 2, MinChange: 1e6)),
    };

    /// <summary>Networks with losses, and parts, by names that can be those of folders.</summary>
    internal static IReadOnlyDictionary<string, Func<GanBuilder>> All => Cases.Value;

    private static Dictionary<string, Func<GanBuilder>> Named()
    {
        var all = new Dictionary<string, Func<GanBuilder>>();
        foreach (var network in Networks.Keys)
        {
            foreach (var (loss, change) in Losses)
            {
                if (
                    network is "mlp"
                    || loss is "hinge"
                    || (loss is "wgangp" && !network.Contains(' ') && network is not ("resnet" or "fastgan"))
                )
                {
                    all.Add($"{network}, {loss}", () => Builder(network, change)); // the wide ones take seconds
                }
            }
        }
        if (BFloat16FactAttribute.Supported)
        {
            all.Add(
                "mixed precision, fully connected",
                () =>
                    Builder(
                        "mlp",
                        b =>
                            b.WithMlp(
                                    new MlpOptions
                                    {
                                        LatentSize = 16,
                                        GeneratorWidths = [16],
                                        DiscriminatorWidths = [16, 16],
                                    }
                                )
                                .WithMixedPrecision()
                    )
            );
            all.Add(
                "mixed precision, dcgan",
                () =>
                    Builder(
                        "dcgan",
                        b => b.WithDcgan(new DcganOptions { LatentSize = 16 }).WithWgangp().WithMixedPrecision()
                    )
            );
        }
        foreach (var (part, change) in Parts)
        {
            all.Add(part, () => Builder("mlp", change));
        }
        return all;
    }

    private static GanBuilder Builder(string network, Func<GanBuilder, GanBuilder> change)
    {
        var size = network switch
        {
            "dcgan tutorial" or "dcgan upsampling" => 28,
            "resnet" or "fastgan" => 32,
            _ => 8,
        };
        return change(
            Networks[network](Training(Tiny.Builder(Tiny.Images(size, network == "resnet" ? 3 : 1)), t => t))
        );
    }

    private static GanBuilder Training(GanBuilder builder, Func<TrainingOptions, TrainingOptions> change) =>
        builder.WithTraining(
            change(
                new TrainingOptions
                {
                    Steps = Steps,
                    BatchSize = 8,
                    Seed = 7,
                    MovingAverageDecay = 0.9,
                }
            )
        );
}
