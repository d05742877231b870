using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Onnx.Tests;

/// <summary>Small networks of each family, by name, with weights and statistics that a training could have
/// left.</summary>
internal static class Families
{
    private static NetworkPlan Plan(INetworkFamily family, params long[] shape) =>
        new() { Family = family, SampleShape = shape };

    private static NetworkPlan Labelled(NetworkPlan plan, IConditioning conditioning) =>
        plan with
        {
            DataCondition = ConditionSpec.Labels(3),
            Conditioning = conditioning,
        };

    private static DcganOptions Dcgan { get; } = new() { FeatureMaps = 4, LatentSize = 6 };

    private static ResNetOptions ResNet { get; } =
        new()
        {
            GeneratorMaps = 8,
            DiscriminatorMaps = 8,
            LatentSize = 6,
        };

    private static StyleGan2Options Style { get; } =
        new()
        {
            LatentSize = 6,
            StyleSize = 8,
            GeneratorMaps = 4,
            DiscriminatorMaps = 4,
            MaxMaps = 8,
            MappingLayers = 2,
        };

    private static BigGanOptions BigGan { get; } =
        new()
        {
            LatentSize = 12,
            GeneratorMaps = 4,
            DiscriminatorMaps = 4,
        };

    public static IReadOnlyDictionary<string, NetworkPlan> All { get; } =
        new Dictionary<string, NetworkPlan>
        {
            ["mlp"] = Plan(MlpOptions.Small with { LatentSize = 5 }, 1, 8, 8),
            ["mlp vectors"] = Plan(MlpOptions.Small with { LatentSize = 5 }, 7),
            ["mlp one-hot"] = Labelled(Plan(MlpOptions.Small with { LatentSize = 5 }, 7), new LabelConcatenation()),
            ["mlp codes"] = Plan(MlpOptions.Small with { LatentSize = 5 }, 7) with
            {
                Conditioning = new InfoGanCodes(1, 2, 1),
            },
            ["mlp conditions"] = Plan(MlpOptions.Small with { LatentSize = 5 }, 7) with
            {
                DataCondition = ConditionSpec.Vectors(3),
                Conditioning = new VectorConcatenation(3),
            },
            ["dcgan paper transposed"] = Plan(Dcgan with { UpsamplingMode = UpsamplingMode.Transposed }, 3, 16, 16),
            ["dcgan paper nearest"] = Plan(Dcgan with { UpsamplingMode = UpsamplingMode.Nearest }, 3, 16, 20),
            ["dcgan paper bilinear"] = Plan(Dcgan with { UpsamplingMode = UpsamplingMode.Bilinear }, 1, 16, 16),
            ["dcgan odd sides"] = Plan(Dcgan with { UpsamplingMode = UpsamplingMode.Transposed }, 1, 19, 14),
            ["dcgan odd nearest"] = Plan(Dcgan with { UpsamplingMode = UpsamplingMode.Nearest }, 1, 19, 14),
            ["dcgan tutorial"] = Plan(Dcgan with { Layout = DcganLayout.Tutorial }, 1, 28, 28),
            ["dcgan tutorial transposed"] = Plan(
                Dcgan with
                {
                    Layout = DcganLayout.Tutorial,
                    UpsamplingMode = UpsamplingMode.Transposed,
                },
                1,
                27,
                28
            ),
            ["dcgan upsampling"] = Plan(Dcgan with { Layout = DcganLayout.Upsampling }, 1, 16, 16),
            ["dcgan embedding"] = Labelled(Plan(Dcgan, 1, 16, 16), new LabelEmbedding(4)),
            ["dcgan one-hot"] = Labelled(Plan(Dcgan, 1, 16, 16), new LabelConcatenation()),
            ["dcgan conditional norm"] = Labelled(
                Plan(Dcgan with { ConditionalBatchNorm = true }, 1, 16, 16),
                new ProjectionConditioning(0)
            ),
            ["dcgan conditional norm codes"] = Plan(Dcgan with { ConditionalBatchNorm = true }, 1, 16, 16) with
            {
                Conditioning = new InfoGanCodes(1, 2, 1),
            },
            ["dcgan attention"] = Plan(Dcgan with { SelfAttentionSide = 8 }, 1, 16, 16),
            ["dcgan auxiliary"] = Labelled(Plan(Dcgan, 1, 16, 16), new AuxiliaryClassifier(Size: 4)),
            ["dcgan three discriminators"] = Plan(Dcgan, 1, 16, 16) with { Discriminators = 3 },
            ["dcgan three with projection"] = Labelled(Plan(Dcgan, 1, 16, 16), new ProjectionConditioning(4)) with
            {
                Discriminators = 3,
            },
            ["dcgan instance norm"] = Plan(Dcgan with { DiscriminatorNorm = DiscriminatorNorm.Instance }, 1, 16, 16),
            ["dcgan layer norm"] = Plan(Dcgan with { DiscriminatorNorm = DiscriminatorNorm.Layer }, 1, 16, 16),
            ["dcgan spectral norm"] = Plan(Dcgan with { DiscriminatorNorm = DiscriminatorNorm.Spectral }, 1, 16, 16),
            ["resnet cifar"] = Plan(ResNet, 3, 16, 16),
            ["resnet sngan"] = Plan(ResNet with { Layout = ResNetLayout.Sngan64 }, 3, 16, 16),
            ["resnet wgangp"] = Plan(ResNet with { Layout = ResNetLayout.Wgangp64 }, 3, 16, 16) with
            {
                GradientPenalty = true,
            },
            ["resnet odd"] = Plan(ResNet with { Layout = ResNetLayout.Wgangp64 }, 1, 18, 17),
            ["resnet projection"] = Labelled(
                Plan(ResNet with { ConditionalBatchNorm = true, SelfAttentionSide = 8 }, 3, 16, 16),
                new ProjectionConditioning(0)
            ),
            ["resnet spectral generator"] = Plan(ResNet with { GeneratorSpectralNorm = true }, 3, 16, 16),
            ["stylegan2"] = Plan(Style, 3, 16, 16),
            ["stylegan2 residual-free"] = Plan(
                Style with
                {
                    SkipGenerator = false,
                    Noise = false,
                    ResidualDiscriminator = false,
                    DeviationGroup = 0,
                },
                1,
                16,
                32
            ),
            ["stylegan2 labels"] = Labelled(
                Plan(Style with { DeviationGroup = 0 }, 3, 16, 16),
                new MappedProjection(4)
            ),
            ["biggan"] = Plan(BigGan, 3, 32, 32),
            ["biggan labels"] = Labelled(Plan(BigGan, 3, 32, 32), new ProjectionConditioning(0)),
            ["biggan tables"] = Labelled(
                Plan(BigGan with { SharedEmbedding = 0, LatentInEveryBlock = false }, 3, 32, 32),
                new ProjectionConditioning(0)
            ),
            ["r3gan"] = Plan(new R3ganOptions { Maps = 16, LatentSize = 6 }, 3, 16, 16),
            ["r3gan odd"] = Plan(new R3ganOptions { Maps = 16, LatentSize = 6 }, 1, 18, 13),
            ["progan"] = Plan(
                new ProGanOptions
                {
                    LatentSize = 6,
                    GeneratorMaps = 16,
                    DiscriminatorMaps = 4,
                    DeviationGroup = 0,
                },
                3,
                16,
                18
            ),
            ["msggan"] = Plan(
                new MsgGanOptions
                {
                    LatentSize = 6,
                    GeneratorMaps = 16,
                    DiscriminatorMaps = 4,
                    DeviationGroup = 0,
                },
                3,
                16,
                18
            ),
            ["fastgan"] = Plan(
                new FastGanOptions
                {
                    LatentSize = 6,
                    GeneratorMaps = 4,
                    DiscriminatorMaps = 4,
                    ExcitationOctaves = 2,
                },
                3,
                32,
                32
            ),
            ["fastgan spectral"] = Plan(
                new FastGanOptions
                {
                    LatentSize = 6,
                    GeneratorMaps = 4,
                    DiscriminatorMaps = 4,
                    DiscriminatorNorm = DiscriminatorNorm.Spectral,
                },
                1,
                19,
                17
            ),
            ["ctgan"] = Plan(
                new CtganOptions
                {
                    Heads = [new(1, CtganHeadKind.Number), new(3, CtganHeadKind.Code), new(2, CtganHeadKind.Code)],
                    GeneratorWidths = [8, 8],
                    DiscriminatorWidths = [8],
                    NoiseSize = 4,
                },
                6
            ),
        };

    /// <summary>A generator as a training leaves it: no weight or statistic is what it began as.</summary>
    internal static TrainedGan Gan(string name, ulong seed = 1)
    {
        var plan = All[name];
        manual_seed((long)seed);
        using var generator = plan.MakeGenerator();
        Stir(generator, seed);
        return TrainedGan.Of(generator, plan, "none", 5);
    }

    internal static TrainedDiscriminator Judge(string name, ulong seed = 2)
    {
        var plan = All[name];
        manual_seed((long)seed);
        using var judge = plan.MakeDiscriminator();
        Stir(judge, seed);
        return TrainedDiscriminator.Of(judge, plan, "none", 5);
    }

    internal static void Stir(nn.Module network, ulong seed)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        using var stream = new Generator(seed);
        foreach (var (name, tensor) in network.state_dict())
        {
            if (!tensor.is_floating_point() || tensor.dtype == ScalarType.Float64)
            {
                continue;
            }
            var noise = randn(tensor.shape, generator: stream);
            if (name.EndsWith("running_var", StringComparison.Ordinal))
            {
                tensor.copy_(noise.square() + 0.5);
            }
            else if (!name.EndsWith(".u", StringComparison.Ordinal) && !name.EndsWith(".v", StringComparison.Ordinal))
            {
                tensor.add_(noise * (tensor.dim() > 1 ? 0.02 : 0.1));
            }
        }
        foreach (var layer in network.modules().OfType<SpectralNorm>())
        {
            layer.Restart();
        }
    }
}
