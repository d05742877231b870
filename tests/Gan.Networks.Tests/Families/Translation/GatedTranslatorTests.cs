using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks.Translation;

public class GatedTranslatorTests
{
    [Fact]
    public void It_fills_images_of_any_size_and_sees_far()
    {
        using var scope = NewDisposeScope();
        using var network = new GatedTranslator { FeatureMaps = 4 }.Translator(
            TranslatorWitness.Spec(2, 32, 32, made: 1)
        );
        var image = randn(1, 2, 64, 96).requires_grad_();
        var made = network.call(image);
        made.shape.Should().Equal(1, 1, 64, 96);
        made.abs().max().item<float>().Should().BeLessThanOrEqualTo(1);
        var gradient = autograd.grad([made[0, 0, 32, 0]], [image])[0];
        gradient[0, .., 32, 80].ne(0).any().item<bool>().Should().BeTrue("dilations reach over 80 pixels");
    }

    [Fact]
    public void Each_of_its_16_gated_layers_makes_features_and_gates()
    {
        using var network = new GatedTranslator { FeatureMaps = 2 }.Translator(
            TranslatorWitness.Spec(4, 8, 8, made: 3)
        );
        network.modules().OfType<GatedConvolution>().Should().HaveCount(16);
        // (from, to) of figure 3's coarse network in units of F; 3x3 but for the first, two outputs a map
        (long From, long To)[] layers =
        [
            (1, 2),
            (2, 2),
            (2, 4),
            (4, 4),
            (4, 4),
            (4, 4),
            (4, 4),
            (4, 4),
            (4, 4),
            (4, 4),
            (4, 4),
            (4, 2),
            (2, 2),
            (2, 1),
        ];
        var gated = layers.Sum(l => (9 * 2 * l.From + 1) * 2 * 2 * l.To) + ((25 * 4) + 1) * 4 + ((9 * 2) + 1) * 2;
        TranslatorWitness.Count(network).Should().Be(gated + (9 * 1 * 3) + 3);
    }

    [Fact]
    public void Sizes_are_checked() =>
        new GatedTranslator { FeatureMaps = 1 }
            .Problems([2, 30, 32], [1, 30, 32])
            .Should()
            .HaveCount(2);
}
