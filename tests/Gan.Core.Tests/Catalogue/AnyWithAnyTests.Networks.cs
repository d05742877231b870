using Gan.Losses;

namespace Gan.Tests.Catalogue;

public sealed partial class AnyWithAnyTests
{
    private static readonly Dictionary<string, Func<GanBuilder, GanBuilder>> Networks = new()
    {
        ["mlp"] = b =>
            b.WithMlp(
                new MlpOptions
                {
                    LatentSize = 8,
                    GeneratorWidths = [16],
                    DiscriminatorWidths = [16],
                }
            ),
        ["dcgan"] = b => b,
        ["dcgan tutorial"] = b => b.WithDcgan(DcganOptions.Tutorial with { FeatureMaps = 4, LatentSize = 8 }),
        ["dcgan upsampling"] = b => b.WithDcgan(DcganOptions.Upsampling with { FeatureMaps = 4, LatentSize = 8 }),
        ["dcgan instance norm"] = b =>
            b.WithDcgan(
                new DcganOptions
                {
                    FeatureMaps = 4,
                    LatentSize = 8,
                    DiscriminatorNorm = DiscriminatorNorm.Instance,
                }
            ),
        ["dcgan spectral norm"] = b =>
            b.WithDcgan(
                new DcganOptions
                {
                    FeatureMaps = 4,
                    LatentSize = 8,
                    DiscriminatorNorm = DiscriminatorNorm.Spectral,
                }
            ),
        ["dcgan minibatch std"] = b =>
            b.WithDcgan(
                new DcganOptions
                {
                    FeatureMaps = 4,
                    LatentSize = 8,
                    MinibatchStd = true,
                }
            ),
        ["dcgan transposed"] = b =>
            b.WithDcgan(
                new DcganOptions
                {
                    FeatureMaps = 4,
                    LatentSize = 8,
                    UpsamplingMode = UpsamplingMode.Transposed,
                }
            ),
        ["fastgan"] = b =>
            b.WithNetworks(
                    new FastGanOptions
                    {
                        GeneratorMaps = 2,
                        DiscriminatorMaps = 2,
                        LatentSize = 8,
                        ExcitationOctaves = 1,
                    }
                )
                .AddPenalty(new DecoderReconstruction()),
        ["resnet"] = b =>
            b.WithNetworks(ResNetOptions.Sngan32 with { GeneratorMaps = 4, DiscriminatorMaps = 4, LatentSize = 8 }),
        ["r3gan networks"] = b => b.WithNetworks(new R3ganOptions { Maps = 8, LatentSize = 8 }),
        ["biggan"] = b =>
            b.WithNetworks(
                new BigGanOptions
                {
                    GeneratorMaps = 2,
                    DiscriminatorMaps = 2,
                    LatentSize = 8,
                }
            ),
        ["progan"] = b =>
            b.WithNetworks(
                new ProGanOptions
                {
                    LatentSize = 8,
                    GeneratorMaps = 4,
                    DiscriminatorMaps = 4,
                    MaxMaps = 8,
                }
            ),
        ["msggan"] = b =>
            b.WithNetworks(
                new MsgGanOptions
                {
                    LatentSize = 8,
                    GeneratorMaps = 4,
                    DiscriminatorMaps = 4,
                    MaxMaps = 8,
                }
            ),
        ["stylegan2"] = b =>
            b.WithNetworks(
                new StyleGan2Options
                {
                    LatentSize = 8,
                    StyleSize = 8,
                    GeneratorMaps = 4,
                    DiscriminatorMaps = 4,
                    MaxMaps = 8,
                }
            ),
    };
}
