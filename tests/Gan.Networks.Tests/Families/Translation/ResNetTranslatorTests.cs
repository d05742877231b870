using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan.Tests.Networks.Translation;

public class ResNetTranslatorTests
{
    [Fact]
    public void It_computes_what_PyTorch_computes()
    {
        using var network = new ResNetTranslator { Blocks = 1, FeatureMaps = 2 }.Translator(
            TranslatorWitness.Spec(3, 16, 20)
        );
        TranslatorWitness.Check("ResNetTranslator", network, 1, 3, 16, 20);
    }

    [Theory]
    [InlineData(9, 11_378_179)]
    [InlineData(6, 7_837_699)]
    public void The_paper_s_networks_have_the_published_numbers_of_weights(int blocks, long weights)
    {
        using var network = (ResNetTranslator.NineBlocks with { Blocks = blocks }).Translator(
            TranslatorWitness.Spec(3, 256, 256)
        );
        // appendix 7.2, each with its bias: two 7x7, two down, two up, and two 3x3 a block
        long Conv(long from, long to, long kernel) => kernel * kernel * from * to + to;
        var ends = Conv(3, 64, 7) + Conv(64, 3, 7);
        var between = Conv(64, 128, 3) + Conv(128, 256, 3) + Conv(256, 128, 3) + Conv(128, 64, 3);
        TranslatorWitness.Count(network).Should().Be(weights).And.Be(ends + between + blocks * 2 * Conv(256, 256, 3));
    }

    [Fact]
    public void Evaluation_is_training_and_each_image_is_for_itself()
    {
        using var scope = NewDisposeScope();
        using var network = new ResNetTranslator { FeatureMaps = 4 }.Translator(TranslatorWitness.Spec(3, 16, 16));
        var images = randn(3, 3, 16, 24);
        var training = network.call(images);
        network.eval();
        network.buffers().Should().BeEmpty("there are no running statistics");
        network.call(images).allclose(training).Should().BeTrue();
        network.call(images[1..2]).allclose(training[1..2], atol: 1e-5).Should().BeTrue();
    }

    [Fact]
    public void Sizes_and_options_are_checked_and_doubling_by_repetition_fits()
    {
        using var scope = NewDisposeScope();
        new ResNetTranslator()
            .Problems([3, 30, 12], [3, 30, 12])
            .Should()
            .ContainSingle()
            .Which.Remedy.Should()
            .Be("Resize or pad them, to 32x16 for instance.");
        using var network = new ResNetTranslator { FeatureMaps = 4, ResizeConvolution = true }.Translator(
            TranslatorWitness.Spec(1, 16, 16)
        );
        network.call(randn(1, 1, 20, 16)).shape.Should().Equal(1, 1, 20, 16);
        network.modules().OfType<ConvTranspose2d>().Should().BeEmpty();
    }
}
