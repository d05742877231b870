namespace Gan.Kernels.Convolutions;

/// <summary>
/// A convolution of x [Images, Channels, Height, Width] with weights [Features,
/// Channels, Kernel, Kernel] to y [Images, Features, OutHeight, OutWidth]. The sizes
/// are those of the convolution for its transpose too, which makes an x of a y.
/// </summary>
internal readonly record struct ConvolutionShape(
    nint Images,
    nint Channels,
    nint Height,
    nint Width,
    nint Features,
    nint OutHeight,
    nint OutWidth,
    nint Kernel,
    nint Stride,
    nint Padding
)
{
    /// <summary>
    /// Channels of the convolution of stride 1 that this one is over the Stride · Stride phases of x.
    /// </summary>
    internal nint Inner => Stride * Stride * Channels;

    /// <summary>Weights of one feature and channel.</summary>
    internal nint Taps => Kernel * Kernel;
}
