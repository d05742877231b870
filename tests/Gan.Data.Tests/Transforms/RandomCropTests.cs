using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data.Tests.Transforms;

public class RandomCropTests
{
    private const int Height = 3;
    private const int Width = 4;

    [Theory]
    [InlineData(ImageBorder.Black)]
    [InlineData(ImageBorder.Edge)]
    [InlineData(ImageBorder.Mirror)]
    public void Every_image_is_one_of_the_shifts_of_the_padded_one_and_each_shift_occurs(ImageBorder border)
    {
        using var scope = NewDisposeScope();
        var image = torch.arange(Height * Width, dtype: ScalarType.Float32).reshape(1, 1, Height, Width) / 100;
        var found = new RandomCrop(2, border)
            .Apply(image.expand(500, 1, Height, Width), new TransformRandom(1, 500))
            .Floats();
        var shifts = (
            from down in Enumerable.Range(-2, 5)
            from right in Enumerable.Range(-2, 5)
            select string.Join(' ', Shifted(down, right, border))
        ).ToList();
        var crops = found.Chunk(Height * Width).Select(crop => string.Join(' ', crop)).ToList();
        crops.Distinct().Should().BeEquivalentTo(shifts.Distinct());
        crops.Take(2).Distinct().Should().HaveCount(2, "each image has a place of its own");
    }

    [Fact]
    public void Too_much_of_a_mirror_is_a_problem_with_the_bound()
    {
        new RandomCrop(3, ImageBorder.Mirror)
            .Problems([3, 8, 3])
            .Should()
            .Equal("RandomCrop mirrors 3 pixels, but the images have 3. Choose a padding of at most 2.");
        new RandomCrop(3).Problems([3, 8, 3]).Should().BeEmpty();
        new RandomCrop(4)
            .Problems([3, 8, 3])
            .Should()
            .Equal("RandomCrop moves images by up to 4 pixels, but the images have 3. Choose a padding of at most 3.");
        new RandomCrop(3)
            .Problems([5])
            .Should()
            .Equal("RandomCrop changes images [C, H, W], but the samples have shape [5]. Leave it out.");
    }

    [Fact]
    public void A_padding_of_nothing_is_refused() =>
        new RandomCrop(0).Problems().Should().Equal("padding must be at least 1, but was 0.");

    private static IEnumerable<float> Shifted(int down, int right, ImageBorder border)
    {
        for (var y = down; y < Height + down; y++)
        {
            for (var x = right; x < Width + right; x++)
            {
                var inside = y is >= 0 and < Height && x is >= 0 and < Width;
                yield return inside || border != ImageBorder.Black
                    ? ((Place(y, Height, border) * Width) + Place(x, Width, border)) / 100f
                    : -1;
            }
        }
    }

    private static int Place(int at, int size, ImageBorder border)
    {
        if (border != ImageBorder.Mirror)
        {
            return Math.Clamp(at, 0, size - 1);
        }
        if (at < 0)
        {
            return -at;
        }
        return at >= size ? (2 * size) - 2 - at : at;
    }
}
