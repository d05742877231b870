namespace Gan.Data.Tests.Images;

public class ImageShaperTests
{
    [Theory]
    [InlineData(1, 3000)]
    [InlineData(3000, 1)]
    public void Extreme_shapes_come_to_any_size(int height, int width)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("a.bmp", Bmp.Of(7, 7, 7, height, width));
        foreach (var rule in Enum.GetValues<ResizeRule>())
        {
            using var image = ImageFolder.ReadFile(
                file,
                new ImageFolderOptions
                {
                    Size = new ImageSize(9, 5),
                    Channels = 1,
                    Resize = rule,
                    Background = new ImageColor(7, 7, 7),
                }
            );
            image.Bytes().Should().OnlyContain(b => b == 7);
        }
    }

    [Fact]
    public void A_strip_of_pixels_is_stretched_without_sums_for_all_of_it()
    {
        // A million pixels of which each quarter has one colour; sums of its width for each of 1,024 rows would take 12
        // GB.
        const int Width = 1_000_000;
        var file = Bmp.Of(0, 0, 0, height: 1, width: Width);
        for (var x = 0; x < Width; x++)
        {
            file.AsSpan(54 + (3 * x), 3).Fill((byte)(50 * (x / (Width / 4))));
        }

        using var folder = new TemporaryFolder();
        var options = new ImageFolderOptions
        {
            Size = new ImageSize(1024, 4),
            Resize = ResizeRule.Stretch,
            Resampling = Resampling.Box,
        };
        using var image = ImageFolder.ReadFile(folder.Write("strip.bmp", file), options);
        image
            .Bytes()
            .Chunk(4)
            .Should()
            .HaveCount(3 * 1024)
            .And.OnlyContain(row => row.SequenceEqual(new byte[] { 0, 50, 100, 150 }));
    }

    [Fact]
    public void A_side_over_a_million_pixels_is_refused()
    {
        var request = new DecodeRequest(64, ResizeRule.CropCenter, 100_000_000);
        request.Invoking(r => r.CheckPixels(1_000_000, 1)).Should().NotThrow();
        request
            .Invoking(r => r.CheckPixels(1, 1_000_001))
            .Should()
            .Throw<ImageFaultException>()
            .WithMessage("its header claims 1000001 x 1 pixels, but at most 1000000 are allowed along a side")
            .Which.Fault.Should()
            .Be(ImageFault.TooLarge);
    }
}
