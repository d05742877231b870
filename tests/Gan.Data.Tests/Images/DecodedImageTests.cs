namespace Gan.Data.Tests.Images;

public class DecodedImageTests
{
    [Theory]
    [InlineData(1, new byte[] { 1, 2, 3, 4, 5, 6 })]
    [InlineData(2, new byte[] { 3, 2, 1, 6, 5, 4 })]
    [InlineData(3, new byte[] { 6, 5, 4, 3, 2, 1 })]
    [InlineData(4, new byte[] { 4, 5, 6, 1, 2, 3 })]
    [InlineData(5, new byte[] { 1, 4, 2, 5, 3, 6 })]
    [InlineData(6, new byte[] { 4, 1, 5, 2, 6, 3 })]
    [InlineData(7, new byte[] { 6, 3, 5, 2, 4, 1 })]
    [InlineData(8, new byte[] { 3, 6, 2, 5, 1, 4 })]
    public void Orientations_turn_and_mirror_as_Exif_defines_them(int orientation, byte[] expected)
    {
        var size = orientation >= 5 ? new ImageSize(3, 2) : new ImageSize(2, 3);
        OwnDecoder
            .Read(new OwnDecoder(2, 3, PixelLayout.Grey, 8, [1, 2, 3, 4, 5, 6], orientation), size, 1)
            .Should()
            .Equal(expected);
    }

    [Fact]
    public void Colours_of_transparent_pixels_do_not_bleed_into_their_neighbours()
    {
        var pixels = OwnDecoder.Read(
            new OwnDecoder(1, 4, PixelLayout.Rgba, 8, [200, 0, 0, 255, 0, 250, 0, 0, 200, 0, 0, 255, 0, 250, 0, 0]),
            new ImageSize(1, 2),
            4,
            Resampling.Box
        );
        pixels.Should().Equal(200, 200, 0, 0, 0, 0, 128, 128);
    }

    [Fact]
    public void Memory_that_is_too_short_and_strange_bits_are_refused()
    {
        Action small = () =>
            new OwnDecoder(2, 3, PixelLayout.Rgb, 8, new byte[17]).Decode(
                [1],
                new DecodeRequest(1, ResizeRule.Stretch, 1)
            );
        small
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("the length of the pixels in bytes must be at least 18, but was 17.*");
        Action bits = () => new DecodedImage(1, 1, PixelLayout.Grey, 12, new Owned([1]));
        bits.Should().Throw<ArgumentOutOfRangeException>().WithMessage("bits must be 8 or 16, but was 12.*");
    }
}
