using static TorchSharp.torch;

namespace Gan.Data.Tests.Pairs;

/// <summary>What free-form masks have beyond the other drawers.</summary>
public class FreeFormMaskTests
{
    [Theory]
    [InlineData(0.01)]
    [InlineData(0.25)]
    [InlineData(0.9)]
    public void The_area_is_the_stated_one_to_the_pixel(double area)
    {
        using var masks = new FreeFormMask { Area = (area, area) }.Draw(
            new ImageSize(30, 50),
            new TransformRandom(9, 50)
        );
        using var pixels = masks.sum([1, 2, 3]);
        pixels.Floats().Should().OnlyContain(count => count == (float)(area * 1500));
    }

    [Fact]
    public void Holes_are_strokes_and_not_scattered_pixels_and_wider_brushes_have_less_rim()
    {
        // Of scattered pixels at these densities most have a rim to the left and one to the right; of a stroke of a
        // width only its ends in each row have, at most two in its width.
        var thin = Rim((0.06, 0.06));
        var thick = Rim((0.25, 0.25));
        thin.Should().BeInRange(0.15, 0.6);
        thick.Should().BeLessThan(thin / 2);
    }

    [Fact]
    public void Long_pieces_reach_further_than_short_ones()
    {
        Spread((0.9, 1)).Should().BeGreaterThan(2 * Spread((0.01, 0.02)));

        static double Spread(Interval length)
        {
            var drawer = new FreeFormMask
            {
                Area = (0.03, 0.03),
                BrushWidth = (0.05, 0.05),
                Length = length,
                MaxPieces = 1,
            };
            using var masks = drawer.Draw(64, new TransformRandom(2, 200));
            using var rows = masks.amax([1, 3]);
            using var count = rows.sum();
            return count.item<float>() / 200;
        }
    }

    // Steps between hole and picture along the rows, for each pixel of the hole.
    private static double Rim(Interval brush)
    {
        using var scope = NewDisposeScope();
        var drawer = new FreeFormMask { Area = (0.2, 0.2), BrushWidth = brush };
        var masks = drawer.Draw(64, new TransformRandom(2, 100));
        return masks.diff(dim: 3).abs().sum().item<float>() / (double)masks.sum().item<float>();
    }
}
