namespace Gan.Monitoring.Tests.Images;

public class PngImageTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(7, 5, 1)]
    [InlineData(5, 9, 3)]
    [InlineData(300, 200, 3)]
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
            .WithMessage("A picture has 1 channel (grey) or 3 (RGB), but 2 were asked for.*");

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, -1)]
    public void A_picture_has_at_least_one_pixel(int width, int height) =>
        FluentActions.Invoking(() => new PngImage(width, height, 1, [])).Should().Throw<ArgumentOutOfRangeException>();
}
