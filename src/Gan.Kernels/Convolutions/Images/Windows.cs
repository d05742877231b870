using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static Gan.Kernels.Panels;

namespace Gan.Kernels.Convolutions;

/// <summary>
/// The windows of a few lines of an image at a time: a window in a row, its taps in the order of the weights.
/// </summary>
internal readonly unsafe struct Windows
{
    /// <summary>The widest kernel: a vector of 256 bits.</summary>
    internal const int MaxKernel = 8;

    // Windows that go through the cache together, at least a line of them.
    private const int Band = 128;

    internal readonly ConvolutionShape Shape;

    /// <summary>Numbers of a window, and the same in whole panels: the length of a row.</summary>
    internal readonly nint Taps;
    internal readonly nint Wide;

    /// <summary>Lines of y in a band.</summary>
    internal readonly nint Lines;

    internal Windows(in ConvolutionShape shape)
    {
        Shape = shape;
        Taps = shape.Channels * shape.Taps;
        Wide = RoundUp(Taps, Panel);
        Lines = shape.OutWidth >= Band ? 1 : Math.Min(shape.OutHeight, (Band + shape.OutWidth - 1) / shape.OutWidth);
    }

    /// <summary>Floats of a band; a product reads whole groups of rows.</summary>
    internal nint Floats => (Lines * Shape.OutWidth + Rows) * Wide;

    /// <summary>Lays out the windows of the lines [from, to) of y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Gather(float* x, nint image, nint from, nint to, float* windows)
    {
        nint kernel = Shape.Kernel;
        nint width = Shape.Width;
        var last = x + Shape.Images * Shape.Channels * Shape.Height * width - MaxKernel;
        for (var outY = from; outY < to; outY++)
        {
            for (nint outX = 0; outX < Shape.OutWidth; outX++, windows += Wide)
            {
                var left = outX * Shape.Stride - Shape.Padding;
                var inside = left >= 0 && left + kernel <= width;
                var at = windows;
                for (nint channel = 0; channel < Shape.Channels; channel++)
                {
                    for (nint tapY = 0; tapY < kernel; tapY++, at += kernel)
                    {
                        var y = outY * Shape.Stride - Shape.Padding + tapY;
                        var line = x + ((image * Shape.Channels + channel) * Shape.Height + y) * width + left;
                        if ((nuint)y >= (nuint)Shape.Height)
                        {
                            for (nint i = 0; i < kernel; i++)
                            {
                                at[i] = 0;
                            }
                        }
                        else if (inside && line <= last)
                        {
                            // More than the kernel's width: the next line, or window, writes over the rest.
                            Vector256.Store(Vector256.Load(line), at);
                        }
                        else
                        {
                            for (nint i = 0; i < kernel; i++)
                            {
                                at[i] = (nuint)(left + i) < (nuint)width ? line[i] : 0;
                            }
                        }
                    }
                }
            }
        }
    }

    /// <summary>Adds the windows of the lines [from, to) of y to where they lie in the image.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Scatter(float* windows, nint image, nint from, nint to, float* x)
    {
        nint kernel = Shape.Kernel;
        nint width = Shape.Width;
        for (var outY = from; outY < to; outY++)
        {
            for (nint outX = 0; outX < Shape.OutWidth; outX++, windows += Wide)
            {
                var left = outX * Shape.Stride - Shape.Padding;
                var inside = left >= 0 && left + kernel <= width;
                var at = windows;
                for (nint channel = 0; channel < Shape.Channels; channel++)
                {
                    for (nint tapY = 0; tapY < kernel; tapY++, at += kernel)
                    {
                        var y = outY * Shape.Stride - Shape.Padding + tapY;
                        if ((nuint)y >= (nuint)Shape.Height)
                        {
                            continue;
                        }
                        var line = x + ((image * Shape.Channels + channel) * Shape.Height + y) * width + left;
                        if (inside)
                        {
                            for (nint i = 0; i < kernel; i++)
                            {
                                line[i] += at[i];
                            }
                        }
                        else
                        {
                            for (nint i = 0; i < kernel; i++)
                            {
                                if ((nuint)(left + i) < (nuint)width)
                                {
                                    line[i] += at[i];
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
