namespace Gan.Data;

/// <summary>
/// Where an image comes to lie: it is scaled to ScaledHeight × ScaledWidth, of which Height × Width from (Top, Left) on
/// are cut out and laid at (PadTop, PadLeft) of the target.
/// </summary>
internal readonly record struct ResizePlan(
    long ScaledHeight,
    long ScaledWidth,
    long Top,
    long Left,
    int Height,
    int Width,
    int PadTop,
    int PadLeft
)
{
    public static ResizePlan For(int height, int width, ImageSize size, ResizeRule rule)
    {
        // Whole numbers, so that every machine cuts at the same pixel.
        var heightDecides = (long)size.Height * width >= (long)size.Width * height;
        return rule switch
        {
            ResizeRule.CropCenter => Crop(height, width, size, heightDecides),
            ResizeRule.FitPad => Fit(height, width, size, heightDecides),
            _ => new ResizePlan(size.Height, size.Width, 0, 0, size.Height, size.Width, 0, 0),
        };
    }

    /// <summary>Whether two images that are scaled so lie on each other, up to the rounding of a pixel.</summary>
    public bool LiesOn(ResizePlan other) =>
        Math.Abs(ScaledHeight - other.ScaledHeight) <= 1 && Math.Abs(ScaledWidth - other.ScaledWidth) <= 1;

    private static ResizePlan Crop(int height, int width, ImageSize size, bool heightDecides)
    {
        long tall = size.Height;
        long wide = size.Width;
        if (heightDecides)
        {
            wide = Math.Max(wide, Scale(width, size.Height, height));
        }
        else
        {
            tall = Math.Max(tall, Scale(height, size.Width, width));
        }

        var top = (tall - size.Height) / 2;
        var left = (wide - size.Width) / 2;
        return new ResizePlan(tall, wide, top, left, size.Height, size.Width, 0, 0);
    }

    private static ResizePlan Fit(int height, int width, ImageSize size, bool heightDecides)
    {
        var tall = size.Height;
        var wide = size.Width;
        if (heightDecides)
        {
            tall = (int)Math.Clamp(Scale(height, size.Width, width), 1, size.Height);
        }
        else
        {
            wide = (int)Math.Clamp(Scale(width, size.Height, height), 1, size.Width);
        }

        var padTop = (size.Height - tall) / 2;
        var padLeft = (size.Width - wide) / 2;
        return new ResizePlan(tall, wide, 0, 0, tall, wide, padTop, padLeft);
    }

    /// <summary>value · numerator / denominator, rounded half up.</summary>
    private static long Scale(long value, long numerator, long denominator) =>
        ((2 * value * numerator) + denominator) / (2 * denominator);
}
