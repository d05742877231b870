using Gan.Data.Tests.Images;
using static TorchSharp.torch;

namespace Gan.Data.Tests.Pairs;

public class DownscaleTests
{
    public static TheoryData<Resampling, int> Cases
    {
        get
        {
            var cases = new TheoryData<Resampling, int>();
            foreach (var filter in Enum.GetValues<Resampling>())
            {
                foreach (var factor in new[] { 2, 4, 8 })
                {
                    cases.Add(filter, factor);
                }
            }

            return cases;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void It_is_Pillows_resize_on_floats(Resampling filter, int factor)
    {
        using var target = PairFixture.Target();
        using var expected = PairFixture.Read($"{filter.ToString().ToLowerInvariant()}_{factor}");
        using var input = new Downscale(factor, filter).Derive(target, PairFixture.Random());
        input.shape.Should().Equal([1, .. expected.shape]);
        input.Floats().Zip(expected.Floats(), (a, b) => Math.Abs(a - b)).Max().Should().BeLessThan(2e-6f);
    }

    [Theory]
    [InlineData(Resampling.Bicubic)]
    [InlineData(Resampling.Lanczos)]
    public void It_is_what_a_folder_would_read_in_the_smaller_size_up_to_rounding(Resampling filter)
    {
        using var image = PairFixture.Read("image");
        using var interleaved = image.permute(1, 2, 0).contiguous();
        var decoder = new OwnDecoder(24, 32, PixelLayout.Rgb, 8, interleaved.Bytes());
        var bytes = OwnDecoder.Read(decoder, new ImageSize(6, 8), 3, filter);
        using var target = PairFixture.Target();
        using var input = new Downscale(4, filter).Derive(target, PairFixture.Random());
        var levels = input.Floats().Select(value => (value + 1) * 127.5f);
        bytes.Zip(levels, (a, b) => Math.Abs(a - b)).Max().Should().BeLessThan(0.501f);
    }

    [Fact]
    public void The_box_filter_is_the_mean_of_each_block()
    {
        using var target = arange(16, dtype: ScalarType.Float32).reshape(1, 1, 4, 4).div_(16);
        using var input = new Downscale(2, Resampling.Box).Derive(target, PairFixture.Random());
        input.Floats().Select(value => value * 16).Should().Equal(2.5f, 4.5f, 10.5f, 12.5f);
    }

    [Fact]
    public void What_does_not_divide_or_is_out_of_range_is_told()
    {
        using var images = PairFixture.Images();
        FluentActions
            .Invoking(() => images.WithInput(new Downscale(3)))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage(
                "Downscale makes images 3 times smaller, but the samples have shape [3, 8, 8]. "
                    + "Choose a size whose height and width the factor divides.*"
            );
        FluentActions
            .Invoking(() => images.WithInput(new Downscale(1)))
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage("*Factor must be at least 2, but was 1*");
        FluentActions
            .Invoking(() => new Downscale(2, (Resampling)9).InputShape([3, 8, 8]))
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage("*Filter must be one of Lanczos, *");
    }
}
