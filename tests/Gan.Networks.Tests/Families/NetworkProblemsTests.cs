namespace Gan.Tests.Networks;

/// <summary>Each rule of the networks' own settings by its text: what was found and the remedy.</summary>
public class NetworkProblemsTests
{
    public static TheoryData<string, INetworkFamily, long[]> Rules() =>
        new()
        {
            {
                "ResNetOptions.LatentSize must be at least 1, but was 0.",
                new ResNetOptions { LatentSize = 0 },
                [3, 32, 32]
            },
            {
                "ResNetOptions.GeneratorMaps must be at least 1, but was 0.",
                new ResNetOptions { GeneratorMaps = 0 },
                [3, 32, 32]
            },
            {
                "ResNetOptions.DiscriminatorMaps must be at least 1, but was -2.",
                new ResNetOptions { DiscriminatorMaps = -2 },
                [3, 32, 32]
            },
            {
                "Residual networks make images [C, H, W], but the data set has samples of shape [2]. "
                    + "Use WithMlp() for vectors.",
                new ResNetOptions(),
                [2]
            },
            {
                "A residual network makes images with sides from 8 up, but these are 5x32. The nearest that it makes: "
                    + "8x32. Resize or pad them (Size and Resize of ImageFolderOptions), or use WithMlp().",
                new ResNetOptions(),
                [3, 5, 32]
            },
            {
                "A FastGAN makes images with sides from 16 up, but these are 12x40. The nearest that it makes: 16x40. "
                    + "Resize or pad them (Size and Resize of ImageFolderOptions), or use WithMlp().",
                new FastGanOptions(),
                [1, 12, 40]
            },
            {
                "ResNetOptions.SelfAttentionSide must be a height of feature maps in both networks, "
                    + "which for images of 32x32 are 16, 8, but was 32.",
                new ResNetOptions { SelfAttentionSide = 32 },
                [3, 32, 32]
            },
            {
                "ResNetOptions.SelfAttentionSide must be a height of feature maps in both networks, "
                    + "which for images of 64x64 are 32, 16, 8, 4, but was 2.",
                ResNetOptions.Sngan64 with
                {
                    SelfAttentionSide = 2,
                },
                [3, 64, 64]
            },
            {
                "R3ganOptions.LatentSize must be at least 1, but was 0.",
                new R3ganOptions { LatentSize = 0 },
                [3, 32, 32]
            },
            {
                "R3ganOptions.Blocks must be at least 1, but was 0.",
                new R3ganOptions { Blocks = 0 },
                [3, 32, 32]
            },
            {
                "R3ganOptions.Maps must be a multiple of 8, but was 50. Take 48.",
                new R3ganOptions { Maps = 50 },
                [3, 32, 32]
            },
            {
                "An R3GAN makes images [C, H, W], but the data set has samples of shape [2]. "
                    + "Use WithMlp() for vectors.",
                new R3ganOptions(),
                [2]
            },
            {
                "An R3GAN makes images with sides from 4 up, but these are 3x32. The nearest that it makes: 4x32. "
                    + "Resize or pad them (Size and Resize of ImageFolderOptions), or use WithMlp().",
                new R3ganOptions(),
                [3, 3, 32]
            },
            {
                "BigGanOptions.GeneratorMaps must be at least 1, but was 0.",
                new BigGanOptions { GeneratorMaps = 0 },
                [3, 32, 32]
            },
            {
                "BigGanOptions.LatentInEveryBlock needs a SharedEmbedding of at least 1, but it is 0. "
                    + "Leave SharedEmbedding out, or set LatentInEveryBlock to false.",
                new BigGanOptions { SharedEmbedding = 0 },
                [3, 32, 32]
            },
            {
                "BigGanOptions.LatentSize must be a multiple of 4, one part for the first layer and one for each of "
                    + "3 blocks, but was 30. Take 28.",
                new BigGanOptions { LatentSize = 30 },
                [3, 32, 32]
            },
            {
                "BigGanOptions.SelfAttentionSide must be a height of feature maps in both networks, "
                    + "which for images of 32x32 are 16, 8, but was 32.",
                new BigGanOptions { SelfAttentionSide = 32 },
                [3, 32, 32]
            },
            {
                "A BigGAN makes images [C, H, W], but the data set has samples of shape [2]. "
                    + "Use WithMlp() for vectors.",
                new BigGanOptions(),
                [2]
            },
            {
                "A BigGAN makes images with sides from 8 up, but these are 32x7. The nearest that it makes: 32x8. "
                    + "Resize or pad them (Size and Resize of ImageFolderOptions), or use WithMlp().",
                new BigGanOptions(),
                [3, 32, 7]
            },
            {
                "FastGanOptions.LatentSize must be at least 1, but was 0.",
                new FastGanOptions { LatentSize = 0 },
                [3, 32, 32]
            },
            {
                "FastGanOptions.GeneratorMaps must be at least 1, but was 0.",
                new FastGanOptions { GeneratorMaps = 0 },
                [3, 32, 32]
            },
            {
                "FastGanOptions.DiscriminatorMaps must be at least 1, but was -1.",
                new FastGanOptions { DiscriminatorMaps = -1 },
                [3, 32, 32]
            },
            {
                "FastGanOptions.ExcitationOctaves must be at most 12, but was 13.",
                new FastGanOptions { ExcitationOctaves = 13 },
                [3, 32, 32]
            },
            {
                "A FastGAN makes images [C, H, W], but the data set has samples of shape [2]. "
                    + "Use WithMlp() for vectors.",
                new FastGanOptions(),
                [2]
            },
            {
                "DcganOptions.SelfAttentionSide must be a height of feature maps, "
                    + "which for images of 28x28 are 14, 7, 4, but was 28.",
                new DcganOptions { SelfAttentionSide = 28 },
                [1, 28, 28]
            },
            {
                "DcganOptions.SelfAttentionSide is 14, but layout Tutorial has no self-attention. "
                    + "Use DcganLayout.Paper, or leave SelfAttentionSide out.",
                DcganOptions.Tutorial with
                {
                    SelfAttentionSide = 14,
                },
                [1, 28, 28]
            },
            {
                "DcganOptions.DiscriminatorNorm is Spectral, but the discriminator of "
                    + "layout Upsampling has no normalisation. Use DcganLayout.Paper, or leave DiscriminatorNorm out.",
                DcganOptions.Upsampling with
                {
                    DiscriminatorNorm = DiscriminatorNorm.Spectral,
                },
                [1, 28, 28]
            },
            {
                "DcganOptions.ConditionalBatchNorm is set, but the generator of layout "
                    + "Upsampling has no batch normalisation. Use DcganLayout.Paper or Tutorial, or leave it out.",
                DcganOptions.Upsampling with
                {
                    ConditionalBatchNorm = true,
                },
                [1, 28, 28]
            },
        };

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_bad_setting_is_named_with_its_remedy(string text, INetworkFamily networks, long[] shape) =>
        networks.Problems(shape).Should().Equal(text);

    [Fact]
    public void Good_settings_have_no_problems()
    {
        INetworkFamily[] good =
        [
            ResNetOptions.Sngan32,
            ResNetOptions.Wgangp32 with
            {
                SelfAttentionSide = 16,
            },
            DcganOptions.Paper with
            {
                SelfAttentionSide = 16,
            },
        ];
        foreach (var networks in good)
        {
            networks.Problems([3, 32, 32]).Should().BeEmpty();
        }
    }

    [Fact]
    public void Conditional_batch_normalisation_without_labels_is_refused_when_the_training_is_built()
    {
        const string text =
            "ConditionalBatchNorm needs the label of each sample, but the generator gets none. "
            + "Use labelled data and WithConditioning(…), or leave ConditionalBatchNorm out.";
        INetworkFamily[] all =
        [
            new DcganOptions { FeatureMaps = 4, ConditionalBatchNorm = true },
            new ResNetOptions
            {
                GeneratorMaps = 4,
                DiscriminatorMaps = 4,
                ConditionalBatchNorm = true,
            },
        ];
        foreach (var networks in all)
        {
            new Action(() => Tiny.Builder().WithNetworks(networks).Build())
                .Should()
                .Throw<GanConfigurationException>()
                .WithMessage(text);
        }
    }
}
