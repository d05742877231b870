using System.Text.Json.Serialization;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan.Tests.Networks;

public class DcganOptionsTests
{
    [Theory]
    [InlineData(8, 8, 1)]
    [InlineData(12, 12, 3)]
    [InlineData(20, 28, 1)]
    [InlineData(28, 28, 1)]
    [InlineData(32, 32, 3)]
    [InlineData(36, 36, 2)]
    [InlineData(64, 32, 4)]
    [InlineData(64, 64, 3)]
    [InlineData(9, 31, 2)]
    [InlineData(30, 30, 3)]
    [InlineData(45, 67, 5)]
    public void Every_layout_fits_any_sides_and_channels(long height, long width, long channels)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        foreach (var layout in Enum.GetValues<DcganLayout>())
        {
            foreach (var mode in Enum.GetValues<UpsamplingMode>())
            {
                var options = new DcganOptions
                {
                    Layout = layout,
                    FeatureMaps = 4,
                    UpsamplingMode = mode,
                };
                var spec = new NetworkSpec([channels, height, width], 16);
                options.Problems(spec.Shape).Should().BeEmpty();
                var made = options.Generator(spec).call(randn(3, 16), null);
                made.shape.Should().Equal(3, channels, height, width);
                made.abs().max().ToSingle().Should().BeLessThanOrEqualTo(1);
                options.Discriminator(spec).call(made, null).shape.Should().Equal(3);
            }
        }
    }

    /// <summary>Keras counts 2,330,944 parameters in the tutorial's generator: 1,254,400 + 50,176 + 819,200 + 512 +
    /// 204,800 + 256 + 1,600, moving statistics included.</summary>
    [Fact]
    public void The_tutorial_s_networks_have_its_parameter_counts()
    {
        var spec = new NetworkSpec([1, 28, 28], 100);
        using var g = DcganOptions.Tutorial.Generator(spec);
        using var d = DcganOptions.Tutorial.Discriminator(spec);
        // Keras' dense layer is normalised per unit (12,544 of them); the reshape comes first here, so normalisation is
        // per map (256).
        g.parameters()
            .Sum(p => p.numel())
            .Should()
            .Be(1_254_400 + 2 * 256 + 819_200 + 2 * 128 + 204_800 + 2 * 64 + 1_600);
        d.parameters().Sum(p => p.numel()).Should().Be(1_664 + 204_928 + 6_273); // the tutorial's summary
    }

    [Fact]
    public void A_file_or_checkpoint_that_says_nothing_of_upsampling_means_transposed_convolutions()
    {
        var options = new DcganOptions { UpsamplingMode = UpsamplingMode.Transposed };
        SettingsOf(options).Should().NotContain("UpsamplingMode");
        options
            .ToString()
            .Should()
            .Be(
                "DcganOptions { Layout = Paper, LatentSize = 100, FeatureMaps = 16, DiscriminatorNorm = Auto, "
                    + "ConditionalBatchNorm = False, MinibatchStd = False, SelfAttentionSide = 0, "
                    + "LearningRateScale = 8 }",
                "earlier checkpoints say so"
            );

        var read = new DcganOptions { UpsamplingMode = UpsamplingMode.Nearest };
        ((IJsonOnDeserializing)read).OnDeserializing();
        read.UpsamplingMode.Should().Be(UpsamplingMode.Transposed, "whatever the default is");
    }

    [Theory]
    [InlineData(UpsamplingMode.Nearest)]
    [InlineData(UpsamplingMode.Bilinear)]
    public void Another_upsampling_stands_in_files_and_checkpoints(UpsamplingMode mode)
    {
        var options = new DcganOptions { UpsamplingMode = mode };
        SettingsOf(options).Should().Contain($"\"UpsamplingMode\":{(int)mode}");
        options.ToString().Should().Contain($"SelfAttentionSide = 0, UpsamplingMode = {mode}, LearningRateScale");
    }

    private static string SettingsOf(DcganOptions options) =>
        new NetworkPlan { Family = options, SampleShape = [1, 8, 8] }.ToMetadata("tiny", 0)["gan.networks.options"];

    [Fact]
    public void The_presets_of_papers_keep_their_transposed_convolutions()
    {
        DcganOptions[] presets = [DcganOptions.Paper, DcganOptions.Tutorial, DcganOptions.Upsampling];
        presets.Should().OnlyContain(p => p.UpsamplingMode == UpsamplingMode.Transposed);
    }
}
