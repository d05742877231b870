using Gan.Tests.Networks.Parts;
using Gan.Tests.Networks.Translation;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks;

public class PartialConvolutionTests
{
    [Fact]
    public void It_computes_what_the_paper_says_window_by_window()
    {
        using var scope = NewDisposeScope();
        using var layer = new PartialConvolution(3, 4, 3, stride: 2);
        TranslatorWitness.Fill(layer);
        var expected = PartCase.Of("PartialConvolution", "translators.json");
        var x = TranslatorWitness.Cosines([2, 3, 9, 8], 0, 0.37).requires_grad_();
        var mask = TranslatorWitness.Cosines([2, 1, 9, 8], 0, 0.11).gt(0.4).to(ScalarType.Float64);
        var (y, known) = layer.call(x, mask);
        expected.Check("y", y, 1e-8);
        expected.Check("mask", known, 1e-8);
        expected.Check("dx", autograd.grad([y.square().sum()], [x])[0], 1e-8);
        var (again, _) = layer.call(x, mask.expand(2, 3, 9, 8));
        again.allclose(y).Should().BeTrue("one mask for all maps, or one each");
    }

    [Fact]
    public void Under_a_full_mask_it_is_a_convolution()
    {
        using var scope = NewDisposeScope();
        using var layer = new PartialConvolution(2, 3, 5);
        var weight = layer.parameters().Single(p => p.dim() == 4);
        var bias = layer.parameters().Single(p => p.dim() == 1);
        nn.init.normal_(bias);
        var image = randn(2, 2, 12, 11);
        var (maps, known) = layer.call(image, ones(2, 1, 12, 11));
        var plain = nn.functional.conv2d(image, weight, bias); // where windows are whole
        maps[.., .., 2..10, 2..9].allclose(plain, rtol: 1e-4, atol: 1e-5).Should().BeTrue();
        known.eq(1).all().item<bool>().Should().BeTrue();
    }

    [Fact]
    public void What_is_unknown_does_not_count_and_holes_shrink()
    {
        using var scope = NewDisposeScope();
        using var layer = new PartialConvolution(1, 2, 3);
        var mask = ones(1, 1, 9, 9);
        mask[0, 0, 2..7, 2..7] = 0;
        var image = randn(1, 1, 9, 9);
        var (maps, known) = layer.call(image, mask);
        layer.call(image + (1 - mask) * 9, mask).Maps.eq(maps).all().item<bool>().Should().BeTrue();
        (1 - known).sum().item<float>().Should().Be(9, "a hole of 5x5 becomes one of 3x3");
        maps[.., .., 3..6, 3..6].abs().max().item<float>().Should().Be(0, "nothing is known there, not even the bias");
    }

    [Fact]
    public void A_mask_of_another_shape_is_refused()
    {
        using var layer = new PartialConvolution(2, 1, 3);
        layer
            .Invoking(l => l.call(zeros(1, 2, 4, 4), ones(1, 1, 4, 5)))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("The mask must be [1, 1, 4, 4] or [1, 2, 4, 4], but has the shape [1, 1, 4, 5].*");
    }
}
