namespace Gan;

/// <summary>How a generator doubles the sides of its feature maps.</summary>
public enum UpsamplingMode
{
    /// <summary>
    /// A transposed convolution of stride 2 (Radford et al. 2016). Neighbouring pixels come of different weights, which
    /// shows as a chequerboard until those weights have learnt to agree (Odena et al. 2016, "Deconvolution and
    /// checkerboard artifacts").
    /// </summary>
    Transposed,

    /// <summary>Each pixel becomes four alike, then a 3x3 convolution (Odena et al. 2016). Computed as one transposed
    /// convolution whose 4x4 kernel is made of the nine weights, so it costs what <see cref="Transposed"/>
    /// costs.</summary>
    Nearest,

    /// <summary>Pixels between the old ones are mixed of the nearest four, then a 3x3 convolution. 9/4 of the
    /// multiplications of the others.</summary>
    Bilinear,
}
