using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks.Translation;

public class ContextEncoderTests
{
    [Fact]
    public void All_of_the_image_goes_through_the_bottleneck()
    {
        using var scope = NewDisposeScope();
        using var network = new ContextEncoder { FeatureMaps = 4, Bottleneck = 7 }.Translator(
            TranslatorWitness.Spec(4, 32, 48, made: 3)
        );
        network.named_parameters().Single(p => p.name.Contains("narrow")).parameter.shape.Should().Equal(7, 8, 4, 6);
        var image = randn(3, 4, 32, 48).requires_grad_();
        var made = network.call(image);
        made.shape.Should().Equal(3, 3, 32, 48);
        // of several pixels, because a rectifier on the way may be shut for one
        var corner = made.narrow(2, 0, 4).narrow(3, 0, 4).sum();
        var gradient = autograd.grad([corner], [image])[0].narrow(2, 28, 4).narrow(3, 44, 4);
        gradient.ne(0).any().item<bool>().Should().BeTrue("one corner sees the other");
    }

    [Fact]
    public void The_paper_s_widths_are_counted()
    {
        using var network = ContextEncoder.Paper.Translator(TranslatorWitness.Spec(4, 128, 128, made: 3));
        // 4x4: 64, 64, 128, 256, 512, the vector of 4000, and back; scale and shift behind all but the first and last
        (long From, long To)[] normed =
        [
            (64, 64),
            (64, 128),
            (128, 256),
            (256, 512),
            (512, 4000),
            (4000, 512),
            (512, 512),
            (512, 256),
            (256, 128),
            (128, 64),
        ];
        var ends = (16 * 4 * 64) + 64 + (16 * 64 * 3) + 3;
        var count = TranslatorWitness.Count(network);
        count.Should().Be(normed.Sum(l => 16 * l.From * l.To + 2 * l.To) + ends);
    }

    [Fact]
    public void Sizes_are_checked()
    {
        var encoder = new ContextEncoder();
        encoder.HasFixedSize.Should().BeTrue();
        var problem = encoder.Problems([4, 30, 30], [3, 30, 30]).Single();
        problem.Remedy.Should().Be("Resize or pad them, to 28x28 or 32x32 for instance.");
    }
}
