using static TorchSharp.torch;

namespace Gan.Monitoring.Tests.Images;

public class SampleGridTests
{
    private const byte Padding = 64;

    [Fact]
    public void Every_pixel_of_a_grid_is_where_it_belongs()
    {
        // Five samples of 2 x 3 pixels with the bytes 10 n + position, in a grid of 3 columns and 2 rows.
        using var _ = NewDisposeScope();
        var bytes = Enumerable
            .Range(0, 5)
            .SelectMany(n => Enumerable.Range(0, 6).Select(i => (float)((10 * n) + i)))
            .ToArray();
        var picture = SampleGrid.Draw((tensor(bytes).reshape(5, 1, 2, 3) / 127.5) - 1);
        (picture.Width, picture.Height, picture.Channels).Should().Be((17, 10, 1));
        string[] expected =
        [
            "P P P  P  P P P  P  P  P P P  P  P  P P P",
            "P P P  P  P P P  P  P  P P P  P  P  P P P",
            "P P 0  1  2 P P 10 11 12 P P 20 21 22 P P",
            "P P 3  4  5 P P 13 14 15 P P 23 24 25 P P",
            "P P P  P  P P P  P  P  P P P  P  P  P P P",
            "P P P  P  P P P  P  P  P P P  P  P  P P P",
            "P P 30 31 32 P P 40 41 42 P P P P P P P",
            "P P 33 34 35 P P 43 44 45 P P P P P P P",
            "P P P  P  P P P  P  P  P P P  P  P  P P P",
            "P P P  P  P P P  P  P  P P P  P  P  P P P",
        ];
        var words = expected.SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        picture.Pixels.ToArray().Should().Equal(words.Select(word => word == "P" ? Padding : byte.Parse(word)));
    }

    [Fact]
    public void The_channels_of_an_RGB_sample_become_the_channels_of_its_pixels()
    {
        using var _ = NewDisposeScope();
        var sample = tensor(
                new float[]
                {
                    -1,
                    0,
                    1, /* green */
                    1,
                    -1,
                    -1, /* blue */
                    -1,
                    1,
                    0,
                }
            )
            .reshape(1, 3, 1, 3);
        var picture = SampleGrid.Draw(sample);
        picture.Channels.Should().Be(3);
        const int At = ((2 * 7) + 2) * 3; // a row is 7 pixels wide; the sample begins at (2, 2)
        picture.Pixels.ToArray()[At..(At + 9)].Should().Equal(0, 255, 0, 128, 0, 255, 255, 0, 128);
    }

    [Fact]
    public void Values_outside_of_the_range_are_clamped_and_NaN_is_black()
    {
        using var _ = NewDisposeScope();
        var picture = SampleGrid.Draw(tensor(new[] { -7f, 7f, float.NaN, float.PositiveInfinity }).reshape(1, 1, 1, 4));
        picture.Pixels.ToArray()[((2 * 8) + 2)..((2 * 8) + 6)].Should().Equal(0, 255, 0, 255);
    }

    [Theory]
    [InlineData(64, 0, 8, 8)]
    [InlineData(10, 0, 4, 3)]
    [InlineData(10, 5, 5, 2)]
    [InlineData(3, 10, 10, 1)]
    public void The_columns_follow_the_count_unless_given(int count, int columns, int across, int down)
    {
        using var samples = zeros(count, 1, 4, 4);
        var picture = SampleGrid.Draw(samples, columns);
        (picture.Width, picture.Height).Should().Be(((across * 6) + 2, (down * 6) + 2));
    }

    [Theory]
    [InlineData(new long[] { 4, 784 }, "[4, 784]")]
    [InlineData(new long[] { 4, 2, 8, 8 }, "[4, 2, 8, 8]")]
    [InlineData(new long[] { 0, 1, 8, 8 }, "[0, 1, 8, 8]")]
    public void Other_shapes_are_an_error_that_names_the_shape(long[] shape, string named)
    {
        using var samples = zeros(shape);
        FluentActions
            .Invoking(() => SampleGrid.Draw(samples))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage(
                "A grid is drawn from samples [N, 1, H, W] (grey), [N, 3, H, W] (RGB) or [N, 4, H, W] (RGBA), and as "
                    + $"planes from any [N, C, H, W], but was given {named}.*"
            );
    }

    [Fact]
    public void A_grid_of_RGBA_samples_is_opaque_between_them_and_as_clear_as_they_are()
    {
        // two samples of one pixel: red at alpha 51, blue at NaN, in a grid of two columns
        using var _ = NewDisposeScope();
        var values = new[] { 1f, -1, -1, -0.6f, -1, -1, 1, float.NaN };
        var picture = SampleGrid.Draw(tensor(values).reshape(2, 4, 1, 1));
        (picture.Width, picture.Height, picture.Channels).Should().Be((8, 5, 4));
        var pixels = picture.Pixels.ToArray().Chunk(4).ToArray();
        pixels[(2 * 8) + 2].Should().Equal(255, 0, 0, 51);
        pixels[(2 * 8) + 5].Should().Equal(0, 0, 255, 0);
        pixels.Where((_, n) => n is not (18 or 21)).Should().AllBeEquivalentTo(new byte[] { 64, 64, 64, 255 });
    }

    [Fact]
    public void Planes_show_the_channels_of_a_sample_one_behind_another()
    {
        // two samples of two channels of one pixel; a row holds ceil(sqrt(2 / 2)) = 1 sample
        using var _ = NewDisposeScope();
        var bytes = new float[] { 10, 20, 30, 40 };
        var picture = SampleGrid.Draw((tensor(bytes).reshape(2, 2, 1, 1) / 127.5) - 1, planes: true);
        string[] expected =
        [
            "P P P  P P P  P P",
            "P P P  P P P  P P",
            "P P 10 P P 20 P P",
            "P P P  P P P  P P",
            "P P P  P P P  P P",
            "P P 30 P P 40 P P",
            "P P P  P P P  P P",
            "P P P  P P P  P P",
        ];
        (picture.Width, picture.Height, picture.Channels).Should().Be((8, 8, 1));
        var words = expected.SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        picture.Pixels.ToArray().Should().Equal(words.Select(word => word == "P" ? Padding : byte.Parse(word)));
    }

    [Theory]
    [InlineData(10, 5, 0, 10, 5)] // ceil(sqrt(10 / 5)) = 2 samples of 5 channels in a row
    [InlineData(10, 5, 3, 15, 4)]
    [InlineData(1, 7, 0, 7, 1)]
    [InlineData(64, 1, 0, 8, 8)]
    public void The_columns_of_planes_make_about_a_square(int count, int channels, int columns, int across, int down)
    {
        using var samples = zeros(count, channels, 4, 4);
        var picture = SampleGrid.Draw(samples, columns, planes: true);
        (picture.Width, picture.Height).Should().Be(((across * 6) + 2, (down * 6) + 2));
    }

    [Theory]
    [InlineData(1_000_000, 3, 32, "34002 x 34002 pixels and 3 channels takes 3.5 GB")]
    [InlineData(64, 4, 3000, "24018 x 24018 pixels and 4 channels takes 2.3 GB")]
    [InlineData(3_000_000_000, 1, 1000, "54882548 x 54881546 pixels and 1 channels takes 3012039.1 GB")]
    public void A_grid_of_more_than_2_GB_is_an_error_that_says_how_large(long n, long channels, long side, string size)
    {
        using var one = zeros(1, 1, 1, 1);
        using var samples = one.expand(n, channels, side, side); // takes no memory
        FluentActions
            .Invoking(() => SampleGrid.Draw(samples))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage($"A picture of {size}, but a picture has at most 2 GB. Draw fewer samples, or smaller ones.*");
    }

    [Fact]
    public void Drawing_leaves_the_samples_and_no_other_tensor()
    {
        using var _ = NewDisposeScope();
        var samples = zeros(4, 1, 8, 8).requires_grad_();
        using var scope = NewDisposeScope();
        SampleGrid.Draw(samples);
        scope.DisposablesCount.Should().Be(0);
        samples.IsInvalid.Should().BeFalse();
    }
}
