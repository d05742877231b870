using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Networks.Tests;

public sealed class MlpEncoderTests
{
    [Fact]
    public void Rows_and_images_become_latents()
    {
        using var rows = new MlpEncoder().Encoder(new NetworkSpec([5], LatentSize: 3));
        rows.call(randn(4, 5)).shape.Should().Equal(4, 3);
        using var images = new MlpEncoder { Widths = [7] }.Encoder(new NetworkSpec([2, 3, 3], LatentSize: 3));
        images.call(randn(4, 2, 3, 3)).shape.Should().Equal(4, 3);
        new Action(() => rows.call(randn(4, 6))).Should().Throw<ArgumentException>().WithMessage("MlpEncoder reads*");
    }

    [Fact]
    public void Without_widths_it_is_linear()
    {
        using var encoder = new MlpEncoder { Widths = [] }.Encoder(new NetworkSpec([5], LatentSize: 3));
        using var x = randn(2, 5);
        using var zero = encoder.call(zeros(1, 5));
        (encoder.call(x * 2) - zero).allclose((encoder.call(x) - zero) * 2, rtol: 1e-4, atol: 1e-5).Should().BeTrue();
        encoder.parameters().Count().Should().Be(2);
    }

    [Fact]
    public void Equal_settings_are_equal_records()
    {
        new MlpEncoder { Widths = [3, 4] }
            .Should()
            .Be(new MlpEncoder { Widths = [3, 4] });
        new MlpEncoder { Widths = [3, 4] }
            .GetHashCode()
            .Should()
            .Be(new MlpEncoder { Widths = [3, 4] }.GetHashCode());
        new MlpEncoder { Widths = [3] }
            .Should()
            .NotBe(new MlpEncoder());
    }
}
