using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks.Translation;

public class SrResNetTests
{
    private static readonly SrResNet Tiny = new() { Blocks = 1, FeatureMaps = 4 };

    [Fact]
    public void With_batch_normalisation_it_computes_what_PyTorch_computes()
    {
        using var network = (Tiny with { BatchNorm = true }).Translator(TranslatorWitness.Spec(3, 5, 7, scale: 2));
        TranslatorWitness.Check("SrResNet", network, 2, 3, 5, 7);
    }

    [Fact]
    public void Without_it_computes_what_PyTorch_computes()
    {
        using var network = Tiny.Translator(TranslatorWitness.Spec(3, 5, 4, scale: 4));
        TranslatorWitness.Check("plain SrResNet", network, 1, 3, 5, 4);
    }

    [Fact]
    public void The_papers_networks_have_one_and_a_half_million_weights()
    {
        var spec = TranslatorWitness.Spec(3, 24, 24, scale: 4);
        using var paper = SrResNet.Srgan.Translator(spec);
        // figure 4: 9x9 at both ends, 16 blocks, two doublings, and a PReLU of one slope each
        long ends = (81 * 3 * 64) + 64 + 1 + (81 * 64 * 3) + 3;
        long blocks = (16 * ((2 * 9 * 64 * 64) + (4 * 64) + 1)) + (9 * 64 * 64) + (2 * 64);
        long doublings = 2 * ((9 * 64 * 256) + 256 + 1);
        TranslatorWitness.Count(paper).Should().Be(ends + blocks + doublings).And.BeInRange(1_500_000, 1_560_000);
        using var plain = SrResNet.Large.Translator(spec);
        TranslatorWitness.Count(plain).Should().Be(1_517_571, "as published for the form without normalisation");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void With_a_last_convolution_of_0_it_gives_the_bilinear_enlargement(long scale)
    {
        using var scope = NewDisposeScope();
        using var network = Tiny.Translator(TranslatorWitness.Spec(3, 6, 9, scale));
        foreach (var (name, parameter) in network.named_parameters().Where(p => p.name.Contains("image")).ToList())
        {
            nn.init.zeros_(parameter);
            name.Should().StartWith("end.");
        }
        var image = randn(2, 3, 6, 9);
        double[] sides = [scale, scale];
        var wanted = nn.functional.interpolate(image, scale_factor: sides, mode: InterpolationMode.Bilinear);
        network.call(image).eq(wanted).all().item<bool>().Should().BeTrue("bit for bit");
        wanted[0, 0, 0, 0].item<float>().Should().Be(image[0, 0, 0, 0].item<float>(), "corners are not aligned");
    }

    [Fact]
    public void Factors_and_channels_that_it_cannot_make_are_refused()
    {
        string Problem(SrResNet family, long[] target) => family.Problems([3, 8, 10], target).Single().ToString();
        Problem(Tiny, [3, 24, 30])
            .Should()
            .Be(
                "SrResNet makes images 2 or 4 times as high and wide, but is to make 24x30 of 8x10. "
                    + "It can make 16x20 of them."
            );
        Problem(Tiny, [3, 32, 41]).Should().EndWith("It can make 32x40 of them.");
        Problem(Tiny, [1, 16, 20]).Should().StartWith("SrResNet without BatchNorm adds to the enlarged input");
        (Tiny with { BatchNorm = true }).Problems([3, 8, 10], [1, 16, 20]).Should().BeEmpty();
    }
}
