namespace Gan.Data;

/// <summary>
/// Where an image comes to lie: it is scaled to ScaledHeight × ScaledWidth, of which Height × Width from (Top, Left) on
/// are kept and laid at (PadTop, PadLeft) of the target.
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
        bool heightDecides = (long)size.Height * width >= (long)size.Width * height;
        switch (rule)
        {
            case ResizeRule.CropCenter:
                long tall = heightDecides ? size.Height : Math.Max(size.Height, Scaled(height, size.Width, width));
                long wide = heightDecides ? Math.Max(size.Width, Scaled(width, size.Height, height)) : size.Width;
                return new ResizePlan(
                    tall,
                    wide,
                    (tall - size.Height) / 2,
                    (wide - size.Width) / 2,
                    size.Height,
                    size.Width,
                    0,
                    0
                );
            case ResizeRule.FitPad:
                int high = heightDecides
                    ? (int)Math.Clamp(Scaled(height, size.Width, width), 1, size.Height)
                    : size.Height;
                int broad = heightDecides
                    ? size.Width
                    : (int)Math.Clamp(Scaled(width, size.Height, height), 1, size.Width);
                return new ResizePlan(
                    high,
                    broad,
                    0,
                    0,
                    high,
                    broad,
                    (size.Height - high) / 2,
                    (size.Width - broad) / 2
                );
            default:
                return new ResizePlan(size.Height, size.Width, 0, 0, size.Height, size.Width, 0, 0);
        }
    }

    /// <summary>value · numerator / denominator, rounded half up.</summary>
    private static long Scaled(long value, long numerator, long denominator) =>
        ((2 * value * numerator) + denominator) / (2 * denominator);
}
