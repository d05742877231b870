using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan.Tests.Networks.Translation;

public class UNetTranslatorTests
{
    private static readonly UNet Small = new() { Depth = 3, FeatureMaps = 4 };

    [Fact]
    public void It_computes_what_PyTorch_computes()
    {
        using var network = (Small with { Dropout = 0 }).Translator(TranslatorWitness.Spec(2, 16, 24, made: 3));
        TranslatorWitness.Check("UNet", network, 2, 2, 16, 24);
    }

    [Fact]
    public void It_makes_images_of_any_size_that_halves_so_often()
    {
        using var scope = NewDisposeScope();
        using var network = Small.Translator(TranslatorWitness.Spec(1, 16, 16, made: 3));
        foreach (var (height, width) in new[] { (8L, 8L), (24L, 40L), (64L, 8L) })
        {
            var made = network.call(randn(2, 1, height, width));
            made.shape.Should().Equal(2, 3, height, width);
            made.abs().max().item<float>().Should().BeLessThanOrEqualTo(1);
        }
        network
            .Invoking(n => n.call(randn(1, 1, 20, 16)))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("UNet reads Float32 [N, 1, H, W] with sides that are multiples of 8, but image is *20, 16].*");
    }

    [Fact]
    public void The_first_and_the_innermost_layer_are_not_normalised()
    {
        using var network = Small.Translator(TranslatorWitness.Spec(1, 16, 16));
        network
            .modules()
            .OfType<InstanceNormalization>()
            .Should()
            .HaveCount(3, "one on the way down and two on the way up");
        using var batch = (Small with { Norm = TranslatorNorm.Batch }).Translator(TranslatorWitness.Spec(1, 16, 16));
        batch.modules().OfType<BatchNorm>().Should().HaveCount(3);
        using var none = (Small with { Norm = TranslatorNorm.None }).Translator(TranslatorWitness.Spec(1, 16, 16));
        none.parameters().Should().HaveCount(12, "six convolutions with bias");
    }

    [Fact]
    public void Its_noise_stays_on_in_evaluation_and_follows_the_stream()
    {
        using var scope = NewDisposeScope();
        using var network = (Small with { FeatureMaps = 16 }).Translator(TranslatorWitness.Spec(1, 16, 16));
        network.eval();
        var image = randn(1, 1, 16, 16);
        float[] Made(ulong seed)
        {
            using var stream = new Generator(seed);
            using var use = LayerStream.Use(stream);
            return network.call(image).data<float>().ToArray();
        }
        Made(1).Should().Equal(Made(1));
        Made(1).Should().NotEqual(Made(2));
    }

    [Fact]
    public void Doubling_by_repetition_keeps_the_sizes_and_has_kernels_of_3()
    {
        using var scope = NewDisposeScope();
        using var network = (Small with { ResizeConvolution = true }).Translator(TranslatorWitness.Spec(1, 16, 16));
        network.call(randn(1, 1, 24, 16)).shape.Should().Equal(1, 1, 24, 16);
        network.named_parameters().Count(p => p.parameter.dim() == 4 && p.parameter.shape[3] == 3).Should().Be(3);
    }
}
