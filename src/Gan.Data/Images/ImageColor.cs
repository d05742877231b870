namespace Gan.Data;

/// <summary>A colour in sRGB: what shows through transparent pixels
/// and fills the rim around an image that is fitted.</summary>
/// <param name="Red">0 to 255.</param>
/// <param name="Green">0 to 255.</param>
/// <param name="Blue">0 to 255.</param>
public readonly record struct ImageColor(byte Red, byte Green, byte Blue)
{
    /// <summary>All 255.</summary>
    public static ImageColor White => new(255, 255, 255);

    /// <summary>All 0.</summary>
    public static ImageColor Black => default;
}
