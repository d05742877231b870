namespace Gan.Data;

/// <summary>How an image of another shape comes to the size that is asked for.</summary>
public enum ResizeRule
{
    /// <summary>Scaled until it covers the size, then cut evenly on both sides. What most papers do.</summary>
    CropCenter,

    /// <summary>Scaled until it fits inside, the rest filled with the background.</summary>
    FitPad,

    /// <summary>Scaled by another factor along each axis, so that all of it shows and nothing is added.</summary>
    Stretch,
}

/// <summary>
/// The filter of a resize. Each widens with the reduction (antialiasing), as Pillow's of the same names do, and other
/// than the <c>interpolate</c> of tensor libraries by default: without that, small images alias, and an FID moves by
/// several points (Parmar, Zhang and Zhu, arXiv:2104.11222).
/// </summary>
public enum Resampling
{
    /// <summary>Windowed sinc over 3 pixels to each side: the sharpest.</summary>
    Lanczos,

    /// <summary>Keys's cubic with a = −0.5 over 2 pixels to each side.</summary>
    Bicubic,

    /// <summary>Triangle over 1 pixel to each side.</summary>
    Bilinear,

    /// <summary>Mean of the pixels that are covered.</summary>
    Box,
}
