namespace Gan.Tests.Networks.Translation;

public class UNetTests
{
    [Fact]
    public void The_paper_s_network_has_54_million_weights()
    {
        using var network = UNet.Pix2Pix.Translator(TranslatorWitness.Spec(3, 256, 256));
        // appendix 6.1.1: 4x4 kernels; bias where no normalisation follows, scale and shift where one does
        (long From, long To)[] down = [(64, 128), (128, 256), (256, 512), (512, 512), (512, 512), (512, 512)];
        (long From, long To)[] up = [(512, 512), (1024, 512), (1024, 512), (1024, 512), (1024, 256), (512, 128)];
        var normed = down.Concat(up).Append((256, 64)).Sum(l => 16 * l.From * l.To + 2 * l.To);
        var bare = (16 * 3 * 64) + 64 + (16 * 512 * 512) + 512 + (16 * 128 * 3) + 3;
        TranslatorWitness.Count(network).Should().Be(normed + bare).And.BeInRange(54_400_000, 54_450_000);
    }

    [Theory]
    [InlineData(
        5,
        48,
        64,
        "*multiples of 32 from 32 up, but the images are 48x64. Resize or pad them, to 32x64 or 64x64 for *"
    )]
    [InlineData(5, 28, 28, "*to 32x32 for instance. Or set UNet.Depth = 2.")]
    [InlineData(4, 17, 100, "*to 16x96 or 32x112 for instance.")]
    [InlineData(1, 32, 32, "UNet.Depth must be at least 2, but was 1.")]
    public void Sizes_that_it_cannot_make_are_refused_with_the_nearest(int depth, long height, long width, string text)
    {
        var shape = new long[] { 3, height, width };
        var problems = new UNet { Depth = depth }.Problems(shape, shape);
        problems.Should().ContainSingle().Which.ToString().Should().Match(text);
    }

    [Fact]
    public void An_output_of_another_size_is_refused() =>
        new UNet()
            .Problems([3, 32, 32], [3, 64, 64])
            .Should()
            .ContainSingle()
            .Which.ToString()
            .Should()
            .Contain("the input is 32x32 and the target 64x64. Use SrResNet or Rrdb");

    [Fact]
    public void All_settings_are_checked() =>
        new UNet
        {
            FeatureMaps = 0,
            Dropout = 1,
            Norm = (TranslatorNorm)9,
        }
            .Problems([3, 32, 32], [3, 32, 32])
            .Select(p => p.What)
            .Should()
            .Equal(
                "UNet.FeatureMaps must be at least 1, but was 0.",
                "UNet.Dropout must be in [0, 1), but was 1.",
                "UNet.Norm must be one of Instance, Batch, None, but was 9."
            );
}
