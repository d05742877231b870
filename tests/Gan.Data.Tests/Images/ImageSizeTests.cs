namespace Gan.Data.Tests.Images;

public class ImageSizeTests
{
    [Fact]
    public void A_number_is_a_square()
    {
        ImageSize size = 64;
        (size.Height, size.Width, size.ToString()).Should().Be((64, 64, "64x64"));
    }

    [Fact]
    public void Sides_out_of_range_give_bound_and_value()
    {
        FluentActions
            .Invoking(() => new ImageSize(0, 3))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("height must be at least 1, but was 0.*");
        FluentActions
            .Invoking(() => new ImageSize(3, 20_000))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("width must be at most 16384, but was 20000.*");
    }
}
