using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Metrics.Tests.Watermarks;

public sealed class SpreadWatermarkTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly SpreadWatermark mark = new("a key");

    public void Dispose()
    {
        mark.Dispose();
        scope.Dispose();
    }

    private static Tensor Images(long count, long side, ulong seed, long channels = 3)
    {
        using var random = new Generator(seed);
        return WatermarkDecoderTraining.Images(count, [channels, side, side], random);
    }

    private static Tensor Rounded(Tensor images) => images.mul(127.5).round().div(127.5);

    [Fact]
    public void A_marked_image_is_found_and_looks_the_same()
    {
        var images = Images(4, 128, 1);
        var marked = Rounded(mark.Apply(images));
        // A PSNR of 38.6 dB is a root mean square of 3 of 255; what is cut off at black and white makes it less.
        var error = (marked - images).square().mean().sqrt().ToDouble() * 127.5;
        error.Should().BeInRange(2, 3.1);
        foreach (var image in marked.unbind(0))
        {
            var evidence = mark.Detect(image);
            evidence.IsFound(1e-9).Should().BeTrue(evidence.ToString());
        }
    }

    [Fact]
    public void It_is_found_in_a_piece_at_half_and_double_size_and_under_noise()
    {
        var image = Rounded(mark.Apply(Images(1, 256, 2))).squeeze(0);
        mark.Detect(image.narrow(1, 37, 180).narrow(2, 51, 180)).IsFound().Should().BeTrue("cut");
        mark.Detect(Resampling.To(image.unsqueeze(0), 512, 512).squeeze(0)).IsFound().Should().BeTrue("doubled");
        mark.Detect(Resampling.To(image.unsqueeze(0), 128, 128).squeeze(0)).IsFound(0.01).Should().BeTrue("halved");
        using var random = new Generator(3);
        var noise = randn(image.shape, generator: random) * 0.05;
        mark.Detect(image + noise).IsFound().Should().BeTrue("noise");
        mark.Detect(WatermarkDistortions.Jpeg(image.unsqueeze(0), 75).squeeze(0)).IsFound().Should().BeTrue("JPEG");
    }

    [Fact]
    public void Neither_another_key_nor_an_image_without_a_mark_is_taken_for_it()
    {
        using var other = new SpreadWatermark("another key");
        var marked = mark.Apply(Images(1, 128, 4)).squeeze(0);
        other.Detect(marked).IsFound(0.01).Should().BeFalse();
        var values = Images(100, 32, 5).unbind(0).Select(image => mark.Detect(image).PValue).ToList();
        // At most 1 % of them; 6 or more of 100 at that rate have a chance of 5e-4.
        values.Count(p => p <= 0.01).Should().BeLessThan(6);
        values.Should().OnlyContain(p => p > 1e-6);
    }

    [Fact]
    public void Flat_images_and_numbers_that_are_none_are_no_proof()
    {
        mark.Detect(zeros(1, 32, 32)).IsFound(0.01).Should().BeFalse();
        mark.Detect(full([3, 32, 32], float.NaN)).IsFound(0.01).Should().BeFalse();
    }

    [Fact]
    public void Opacity_stays_and_equal_keys_give_equal_marks()
    {
        var images = Images(2, 40, 6, channels: 4);
        var marked = mark.Apply(images);
        marked.narrow(1, 3, 1).Equals(images.narrow(1, 3, 1)).Should().BeTrue();
        using var same = new SpreadWatermark("a key");
        same.Apply(images).Equals(marked).Should().BeTrue();
    }

    [Fact]
    public void Small_images_and_settings_out_of_range_are_refused()
    {
        mark.Invoking(m => m.Apply(zeros(1, 3, 27, 40)))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("*with sides from 28 up, [N, C, H, W], but was given [1, 3, 27, 40].*");
        mark.Invoking(m => m.Detect(zeros(2, 32, 32))).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new SpreadWatermark("")).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new SpreadWatermark("k", 7)).Should().Throw<ArgumentException>();
        FluentActions
            .Invoking(() => new SpreadWatermark("k", strength: double.NaN))
            .Should()
            .Throw<ArgumentException>();
    }
}
