namespace Gan.Tests.Checkpoints;

internal static partial class ResumeCases
{
    internal static readonly Dictionary<string, Func<GanBuilder, GanBuilder>> Networks = new()
    {
        ["mlp"] = b =>
            b.WithMlp(
                new MlpOptions
                {
                    LatentSize = 4,
                    GeneratorWidths = [8, 8],
                    DiscriminatorWidths = [8, 8],
                }
            ),
        ["dcgan"] = b => b.WithDcgan(new DcganOptions { FeatureMaps = 4, LatentSize = 4 }),
        ["dcgan spectral"] = b =>
            b.WithDcgan(
                new DcganOptions
                {
                    FeatureMaps = 4,
                    LatentSize = 4,
                    DiscriminatorNorm = DiscriminatorNorm.Spectral,
                    MinibatchStd = true,
                }
            ),
        ["dcgan layer norm"] = b =>
            b.WithDcgan(
                new DcganOptions
                {
                    FeatureMaps = 4,
                    LatentSize = 4,
                    DiscriminatorNorm = DiscriminatorNorm.Layer,
                }
            ),
        ["dcgan tutorial"] = b => b.WithDcgan(DcganOptions.Tutorial with { FeatureMaps = 4, LatentSize = 4 }),
        ["dcgan upsampling"] = b => b.WithDcgan(DcganOptions.Upsampling with { FeatureMaps = 4, LatentSize = 4 }),
        ["dcgan transposed"] = b =>
            b.WithDcgan(
                new DcganOptions
                {
                    FeatureMaps = 4,
                    LatentSize = 4,
                    UpsamplingMode = UpsamplingMode.Transposed,
                }
            ),
        ["fastgan"] = b =>
            b.WithFastGan(
                new FastGanOptions
                {
                    GeneratorMaps = 2,
                    DiscriminatorMaps = 2,
                    LatentSize = 4,
                    ExcitationOctaves = 1,
                }
            ),
        ["resnet"] = b =>
            b.WithNetworks(
                new ResNetOptions
                {
                    GeneratorMaps = 4,
                    DiscriminatorMaps = 4,
                    LatentSize = 4,
                    GeneratorSpectralNorm = true,
                    SelfAttentionSide = 16,
                }
            ),
        ["r3gan networks"] = b => b.WithNetworks(new R3ganOptions { Maps = 8, LatentSize = 4 }),
        ["biggan"] = b =>
            b.WithBigGan(
                new BigGanOptions
                {
                    GeneratorMaps = 1,
                    DiscriminatorMaps = 1,
                    LatentSize = 60,
                    SharedEmbedding = 3,
                },
                orthogonal: 1e-4
            ),
        ["progan"] = b =>
            b.WithProGan(
                new ProGanOptions
                {
                    LatentSize = 4,
                    GeneratorMaps = 2,
                    DiscriminatorMaps = 2,
                    MaxMaps = 4,
                    StageImages = 8,
                    FadeImages = 32,
                }
            ),
        ["msggan"] = b =>
            b.WithMsgGan(
                new MsgGanOptions
                {
                    LatentSize = 4,
                    GeneratorMaps = 2,
                    DiscriminatorMaps = 2,
                    MaxMaps = 4,
                }
            ),
        ["stylegan2"] = b =>
            b.WithStyleGan2(
                new StyleGan2Options
                {
                    LatentSize = 4,
                    StyleSize = 4,
                    GeneratorMaps = 2,
                    DiscriminatorMaps = 2,
                    MaxMaps = 4,
                }
            ),
    };
}
