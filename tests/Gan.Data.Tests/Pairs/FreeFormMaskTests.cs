using static TorchSharp.torch;

namespace Gan.Data.Tests.Pairs;

/// <summary>What is a free form's alone; <see cref="IMaskDrawerTests"/> has what holds for all drawers.</summary>
public sealed class FreeFormMaskTests
{
    [Fact]
    public void Free_forms_are_strokes_and_not_scattered_pixels()
    {
        using var masks = new FreeFormMask().Draw(64, new TransformRandom(2, 100));
        using var rows = masks.diff(dim: 3).abs().sum();
        using var pixels = masks.sum();
        // Scattered pixels at these densities have more than one border a pixel along the rows; strokes of four pixels
        // and more have less than half of one.
        (rows.item<float>() / pixels.item<float>())
            .Should()
            .BeLessThan(0.5f);
    }

    [Fact]
    public void A_hole_has_the_area_that_was_drawn_to_the_pixel()
    {
        using var masks = new FreeFormMask { Area = (0.25, 0.25) }.Draw(
            new ImageSize(20, 30),
            new TransformRandom(1, 50)
        );
        using var areas = masks.sum([1, 2, 3]);
        areas.Floats().Should().OnlyContain(area => area == 150);
    }

    [Fact]
    public void A_broad_brush_leaves_fewer_borders_than_a_fine_one()
    {
        double Borders(Interval width)
        {
            var drawer = new FreeFormMask { Area = (0.2, 0.2), BrushWidth = width };
            using var masks = drawer.Draw(64, new TransformRandom(4, 50));
            using var borders = masks.diff(dim: 3).abs().sum();
            return borders.item<float>();
        }
        Borders((0.25, 0.25)).Should().BeLessThan(Borders((0.02, 0.02)) / 2);
    }
}
