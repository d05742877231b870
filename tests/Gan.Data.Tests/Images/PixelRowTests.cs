namespace Gan.Data.Tests.Images;

public class PixelRowTests
{
    [Fact]
    public void Sixteen_bits_become_the_nearest_of_256_levels() =>
        OwnDecoder
            .Read(new OwnDecoder(1, 4, PixelLayout.Grey, 16, [.. Words(0, 128, 129, 65535)]), new ImageSize(1, 4), 1)
            .Should()
            .Equal(0, 0, 1, 255);

    [Fact]
    public void Ink_absorbs_and_transparency_shows_the_background()
    {
        OwnDecoder
            .Read(new OwnDecoder(1, 2, PixelLayout.Cmyk, 8, [255, 0, 0, 0, 0, 0, 0, 255]), new ImageSize(1, 2), 3)
            .Should()
            .Equal(0, 0, 255, 0, 255, 0);
        OwnDecoder
            .Read(new OwnDecoder(1, 2, PixelLayout.Rgba, 8, [9, 9, 9, 0, 9, 9, 9, 255]), new ImageSize(1, 2), 3)
            .Should()
            .Equal(255, 9, 255, 9, 255, 9);
        OwnDecoder
            .Read(new OwnDecoder(1, 2, PixelLayout.GreyAlpha, 8, [9, 0, 9, 255]), new ImageSize(1, 2), 4)
            .Should()
            .Equal(9, 9, 9, 9, 9, 9, 0, 255);
    }

    private static byte[] Words(params ushort[] words) => [.. words.SelectMany(BitConverter.GetBytes)];
}
