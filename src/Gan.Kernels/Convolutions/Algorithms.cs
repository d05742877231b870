using System.Runtime.Intrinsics;

namespace Gan.Kernels.Convolutions;

/// <summary>Which algorithm of our own computes a convolution.</summary>
internal static class Algorithms
{
    // Floats of transformed weights: 96 MiB.
    private const long MaxWeights = 24 << 20;

    // Few images are one item each for many threads; oneDNN splits them too.
    private const int MinImages = 8;

    private const int MaxImageChannels = 4;

    /// <summary>The algorithm for a shape on this processor; null where there is none, or nothing to gain.</summary>
    internal static IConvolution? For(in ConvolutionShape shape) =>
        VectorWidth.Bits switch
        {
            512 => Of<Vector512<float>, Lanes512>.For(shape),
            256 => Of<Vector256<float>, Lanes256>.For(shape),
            128 => Of<Vector128<float>, Lanes128>.For(shape),
            _ => null,
        };

    /// <summary>Whether <see cref="For"/> takes layers of these sizes, if images and batch are not too small.</summary>
    internal static bool HasWinograd(nint channels, nint features, nint kernel, nint stride)
    {
        nint values = (kernel, stride) switch
        {
            (4, 2) or (3, 1) => 36,
            (5, 1) => 64,
            (5, 2) => 144,
            _ => 0,
        };
        return VectorWidth.Bits > 0
            && values > 0
            && channels % Panels.Panel == 0
            && features % Panels.Panel == 0
            && (long)values * channels * features <= MaxWeights;
    }

    private static class Of<V, P>
        where V : unmanaged
        where P : struct, ILanes<V>
    {
        internal static IConvolution? For(in ConvolutionShape shape)
        {
            var isImage = shape.Channels <= MaxImageChannels && shape.Kernel <= Windows.MaxKernel;
            if (isImage && shape.Features % Panels.Rows == 0)
            {
                return ImageConvolution<V, P>.Instance;
            }
            if (shape.Channels % Panels.Panel != 0 || shape.Features % Panels.Panel != 0 || shape.Images < MinImages)
            {
                return null;
            }
            // Over small maps the weights' transform weighs more than the multiplications that a larger tile saves.
            var isLarge = shape is { OutHeight: >= 8, OutWidth: >= 8 };
            return (shape.Kernel, shape.Stride) switch
            {
                (4, 2) when isLarge && Fits<Tile42<V, P>>(shape) => Winograd<Tile42<V, P>>(shape),
                (4, 2) => Winograd<Tile22<V, P>>(shape),
                (5, 1) => Winograd<Tile45<V, P>>(shape),
                (5, 2) or (3, 1) => Winograd<Tile43<V, P>>(shape),
                _ => null,
            };
        }

        // With too few tiles, the weights' transform does not pay.
        private static IConvolution? Winograd<T>(in ConvolutionShape shape)
            where T : struct, ITile<V> =>
            Fits<T>(shape) && shape.Images * Geometry.Of<V, T>(shape).Tiles >= Geometry.Block
                ? WinogradConvolution<V, P, T>.Instance
                : null;

        private static bool Fits<T>(in ConvolutionShape shape)
            where T : struct, ITile<V> => Geometry.Of<V, T>(shape).WeightFloats <= MaxWeights;
    }
}
