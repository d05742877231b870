using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Metrics.Tests.Distances;

/// <summary>Against closed forms and libtorch's discrete Fourier transform.</summary>
public sealed class ChequerboardTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    private static Tensor Image(int height, int width, Func<int, int, double> value)
    {
        var values = new float[height * width];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)value(i / width, i % width);
        }
        return tensor(values, [1, 1, height, width]);
    }

    [Fact]
    public void Stripes_and_a_board_of_single_pixels_alternate_wholly()
    {
        Chequerboard.Share(Image(6, 8, (_, x) => x % 2)).Should().BeApproximately(1, 1e-12);
        Chequerboard.Share(Image(6, 8, (y, _) => y % 2)).Should().BeApproximately(1, 1e-12);
        Chequerboard.Share(Image(6, 8, (y, x) => (x + y) % 2)).Should().BeApproximately(1, 1e-12);
    }

    [Fact]
    public void A_slow_wave_does_not_alternate_at_all() =>
        Chequerboard
            .Share(Image(8, 8, (y, x) => Math.Sin(Math.PI * x / 2) + Math.Cos(Math.PI * y / 4)))
            .Should()
            .BeLessThan(1e-12);

    [Theory]
    [InlineData(8, 8)]
    [InlineData(6, 10)]
    public void It_is_the_energy_at_the_Nyquist_frequencies_of_the_Fourier_transform(long height, long width)
    {
        manual_seed(1);
        var images = randn(3, 2, height, width, float64);
        var power = fft.fft2(images).abs().square();
        var atEdge = zeros(height, width, float64);
        atEdge[TensorIndex.Single(height / 2)] = 1;
        atEdge[TensorIndex.Colon, TensorIndex.Single(width / 2)] = 1;
        var constant = power[TensorIndex.Ellipsis, TensorIndex.Single(0), TensorIndex.Single(0)].sum();
        var expected = (power * atEdge).sum() / (power.sum() - constant);
        Chequerboard.Share(images).Should().BeApproximately(expected.ToDouble(), 1e-12);
    }

    [Fact]
    public void White_noise_has_the_share_of_the_frequencies_counted()
    {
        manual_seed(2);
        Chequerboard
            .Share(randn(500, 1, 16, 16))
            .Should()
            .BeApproximately(31.0 / 255, 6e-3, "four standard deviations");
    }

    [Fact]
    public void Images_with_a_board_over_them_stand_out_of_those_without()
    {
        manual_seed(3);
        var smooth = nn.functional.interpolate(
            randn(16, 3, 4, 4),
            [16, 16],
            mode: InterpolationMode.Bilinear,
            align_corners: false
        );
        Chequerboard.Ratio(smooth, smooth).Should().Be(1);
        var board = Image(16, 16, (y, x) => (x + y) % 2);
        Chequerboard.Ratio(smooth, smooth + 0.5 * board).Should().BeGreaterThan(5);
    }

    [Fact]
    public void What_is_no_image_is_named()
    {
        FluentActions
            .Invoking(() => Chequerboard.Share(zeros(2, 3, 4)))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("images must be floats [N, C, H, W] with N at least 1 and sides from 2 pixels up*[2, 3, 4].*");
        FluentActions
            .Invoking(() => Chequerboard.Share(ones(1, 1, 4, 4)))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("images are of one value each*");
        FluentActions
            .Invoking(() => Chequerboard.Ratio(rand(1, 1, 4, 4), rand(1, 3, 4, 4)))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("fake must be images of the shape [1, 4, 4] of the real ones, but are [3, 4, 4].*");
    }
}
