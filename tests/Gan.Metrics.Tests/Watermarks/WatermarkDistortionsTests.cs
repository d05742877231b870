using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Metrics.Tests;

public sealed class WatermarkDistortionsTests
{
    /// <summary>An even block is its first wave alone, 8c, which is rounded to whole steps of 16/127.5.</summary>
    [Theory]
    [InlineData(0.3)]
    [InlineData(-0.71)]
    public void JPEG_rounds_an_even_image_as_the_standard_s_table_says(double grey)
    {
        using var images = full([1, 1, 16, 16], grey);
        const double Step = 16 / 127.5;
        var expected = Math.Round(8 * grey / Step) * Step / 8;
        using var found = WatermarkDistortions.Jpeg(images, quality: 50);
        found.sub(expected).abs().max().ToDouble().Should().BeLessThan(1e-6);
    }

    [Fact]
    public void JPEG_leaves_what_no_whole_block_covers_and_its_gradient_is_one()
    {
        using var scope = NewDisposeScope();
        var images = rand([2, 3, 11, 17], generator: new Generator(1), requires_grad: true);
        var found = WatermarkDistortions.Jpeg(images, quality: 60);
        found.shape.Should().Equal(images.shape);
        found.narrow(2, 8, 3).sub(images.narrow(2, 8, 3)).abs().max().ToDouble().Should().Be(0);
        found.narrow(3, 16, 1).sub(images.narrow(3, 16, 1)).abs().max().ToDouble().Should().Be(0);
        found.sum().backward();
        images.grad!.sub(1).abs().max().ToDouble().Should().BeLessThan(1e-5);
    }

    [Fact]
    public void A_cut_keeps_its_window_and_is_grey_elsewhere()
    {
        using var images = ones(1, 1, 8, 8);
        using var found = WatermarkDistortions.Cut(images, share: 0.5, down: 1, right: 0);
        found.sum().ToDouble().Should().Be(16);
        found.narrow(2, 4, 4).narrow(3, 0, 4).sum().ToDouble().Should().Be(16);
    }

    [Fact]
    public void The_same_size_is_the_same_image_and_kind_0_too()
    {
        using var stream = new Generator(2);
        using var images = rand([1, 3, 12, 10], generator: stream);
        using var resized = WatermarkDistortions.Resized(images, share: 1);
        resized.sub(images).abs().max().ToDouble().Should().BeLessThan(1e-6);
        WatermarkDistortions.Of(images, kind: 0, stream).Should().BeSameAs(images);
    }
}
