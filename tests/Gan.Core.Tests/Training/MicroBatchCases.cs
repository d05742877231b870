using Gan.Losses;

namespace Gan.Tests.Training;

/// <summary>Networks and losses whose steps may be taken in parts.</summary>
internal static class MicroBatchCases
{
    internal static readonly Dictionary<string, Func<GanBuilder, GanBuilder>> Networks = new()
    {
        ["mlp"] = b =>
            b.WithMlp(
                new MlpOptions
                {
                    LatentSize = 8,
                    GeneratorWidths = [16],
                    DiscriminatorWidths = [16],
                    Dropout = 0,
                }
            ),
        ["dcgan"] = b => b,
        ["dcgan tutorial"] = b => b.WithDcgan(DcganOptions.Tutorial with { FeatureMaps = 4, LatentSize = 8 }),
        ["dcgan upsampling"] = b => b.WithDcgan(DcganOptions.Upsampling with { FeatureMaps = 4, LatentSize = 8 }),
        ["dcgan spectral norm"] = b =>
            b.WithDcgan(
                new DcganOptions
                {
                    FeatureMaps = 4,
                    LatentSize = 8,
                    DiscriminatorNorm = DiscriminatorNorm.Spectral,
                }
            ),
        ["resnet"] = b =>
            b.WithNetworks(
                new ResNetOptions
                {
                    GeneratorMaps = 4,
                    DiscriminatorMaps = 4,
                    LatentSize = 8,
                }
            ),
    };

    internal static readonly Dictionary<string, Func<GanBuilder, GanBuilder>> Losses = new()
    {
        ["minimax"] = b => b.WithVanilla(saturating: true),
        ["non-saturating"] = b => b.WithVanilla(),
        ["lsgan"] = b => b.WithLsgan(),
        ["wgan"] = b => b.WithWgan(),
        ["wgangp"] = b => b.WithWgangp(),
        ["wganlp"] = b => b.WithWganlp(),
        ["wgandiv"] = b => b.WithWgandiv(),
        ["hinge"] = b => b.WithHinge(),
        ["r3gan"] = b => b.WithR3gan(),
        ["relativistic paired"] = b => b.WithRelativistic(average: false, RelativisticForm.Hinge),
        ["label smoothing"] = b => b.WithLoss(new LabelSmoothing(new NonSaturatingLoss())),
        ["orthogonal"] = b =>
            b.WithHinge()
                .AddPenalty(new OrthogonalRegularization())
                .AddGeneratorPenalty(new OrthogonalRegularization()),
        ["packed"] = b => b.WithPacking(2),
        ["three discriminators"] = b => b.WithDiscriminators(3),
        ["codes"] = b => b.WithConditioning(new InfoGanCodes(1, 3, 2)),
        ["projection"] = b => b.WithConditioning(new ProjectionConditioning(4)),
        ["auxiliary"] = b => b.WithConditioning(new AuxiliaryClassifier()),
    };

    internal static TrainingOptions Training(int? part) =>
        new()
        {
            Steps = 2,
            BatchSize = 8,
            CriticSteps = 1,
            MicroBatch = part,
        };
}
