using TorchSharp;

namespace Gan.Monitoring.Tests.Images;

public class PngImageTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(7, 5, 1)]
    [InlineData(5, 9, 3)]
    [InlineData(300, 200, 3)]
    [InlineData(6, 11, 4)]
    public void A_decoder_reads_back_every_pixel(int width, int height, int channels)
    {
        var pixels = new byte[width * height * channels];
        new Random(1).NextBytes(pixels);
        var stream = new MemoryStream();
        new PngImage(width, height, channels, pixels).Save(stream);
        var read = Png.Read(stream.ToArray());
        (read.Width, read.Height, read.Channels, read.BitDepth).Should().Be((width, height, channels, 8));
        read.Pixels.Should().Equal(pixels);
        read.Chunks.Should().Equal("IHDR", "IDAT", "IEND");
    }

    [Fact]
    public void The_file_ends_with_the_checksum_that_every_PNG_file_ends_with()
    {
        var stream = new MemoryStream();
        new PngImage(1, 1, 1, [7]).Save(stream);
        stream
            .ToArray()[^12..]
            .Should()
            .Equal(0, 0, 0, 0, (byte)'I', (byte)'E', (byte)'N', (byte)'D', 0xAE, 0x42, 0x60, 0x82);
    }

    [Theory]
    [InlineData("picture.jpg")]
    [InlineData("picture.TIFF")]
    public void A_name_of_another_kind_of_picture_is_refused(string name)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, name);
        var save = () => new PngImage(1, 1, 1, [7]).Save(path);
        save.Should().Throw<ArgumentException>().WithMessage("Pictures are written as PNG, but the file is *picture.*");
        File.Exists(path).Should().BeFalse();
    }

    [Fact]
    public void Saving_makes_the_folder_and_replaces_a_longer_file()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "new", "picture.png");
        new PngImage(50, 50, 3, [.. Enumerable.Range(0, 7500).Select(n => (byte)(n * n))]).Save(path);
        new PngImage(2, 1, 1, [0, 255]).Save(path);
        Png.Open(path).Pixels.Should().Equal(0, 255);
    }

    [Fact]
    public void A_wrong_number_of_bytes_is_an_error_that_tells_both_numbers() =>
        FluentActions
            .Invoking(() => new PngImage(4, 2, 3, new byte[8]))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("A picture of 4 x 2 pixels and 3 channels takes 24 bytes, but was given 8.*");

    [Fact]
    public void Only_grey_and_RGB_are_possible() =>
        FluentActions
            .Invoking(() => new PngImage(1, 1, 2, new byte[2]))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("A picture has 1 channel (grey), 3 (RGB) or 4 (RGBA), but 2 were asked for.*");

    [Fact]
    public void A_picture_of_more_than_2_GB_is_an_error_that_says_how_large() =>
        FluentActions
            .Invoking(() => new PngImage(30_000, 30_000, 3, []))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage(
                "A picture of 30000 x 30000 pixels and 3 channels takes 2.7 GB, but a picture has at most 2 GB.*"
            );

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Without_opacity_there_is_no_checkerboard(int channels)
    {
        var picture = new PngImage(2, 1, channels, new byte[2 * channels]);
        picture.OverCheckerboard().Should().BeSameAs(picture);
    }

    [PythonFact("PIL")]
    public void Pillow_sees_the_same_RGBA_and_lays_it_over_a_checkerboard_alike()
    {
        const int Width = 19;
        const int Height = 13;
        using var folder = new TemporaryFolder();
        var pixels = new byte[Width * Height * 4];
        new Random(3).NextBytes(pixels);
        pixels.AsSpan(0, 8).Clear(); // wholly clear ones
        pixels.AsSpan(8, 8).Fill(255); // and opaque ones
        var picture = new PngImage(Width, Height, 4, pixels);
        picture.Save(folder["rgba.png"]);
        picture.OverCheckerboard().Save(folder["over.png"]);
        const string Program = """
            import sys
            from PIL import Image
            rgba, over = Image.open(sys.argv[1]), Image.open(sys.argv[2])
            board = Image.new("RGBA", rgba.size)
            board.putdata([(255,) * 4 if (n % 19 // 4 + n // 19 // 4) % 2 == 0 else (204, 204, 204, 255)
                           for n in range(19 * 13)])
            both = Image.alpha_composite(board, rgba).convert("RGB")
            print(rgba.mode, over.mode, max(abs(a - b) for a, b in zip(both.tobytes(), over.tobytes())))
            print(rgba.tobytes().hex())
            """;
        var lines = Python.Lines("-c", Program, folder["rgba.png"], folder["over.png"]);
        lines[0].Should().BeOneOf("RGBA RGB 0", "RGBA RGB 1"); // Pillow's own rounding
        lines[1].Should().Be(Convert.ToHexStringLower(pixels));
    }

    [Fact]
    public void A_sample_becomes_a_picture_of_its_size_without_a_frame()
    {
        using var scope = torch.NewDisposeScope();
        var sample = torch.tensor(new float[] { -1, 0, 1, -1, 1, 1, 2, -3, 0, 1, 0, -1 }).reshape(3, 2, 2);
        var picture = PngImage.Of(sample);
        (picture.Width, picture.Height, picture.Channels).Should().Be((2, 2, 3));
        picture.Pixels.ToArray().Should().Equal(0, 255, 128, 128, 255, 255, 255, 255, 128, 0, 0, 0);
        PngImage.Of(torch.zeros(1, 3, 2)).Height.Should().Be(3);
        foreach (var shape in new long[][] { [1, 3, 2, 2], [2, 2, 2], [1, 0, 2] })
        {
            FluentActions.Invoking(() => PngImage.Of(torch.zeros(shape))).Should().Throw<ArgumentException>();
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, -1)]
    public void A_picture_has_at_least_one_pixel(int width, int height) =>
        FluentActions.Invoking(() => new PngImage(width, height, 1, [])).Should().Throw<ArgumentOutOfRangeException>();
}
