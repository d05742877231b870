namespace Gan.Kernels.Convolutions;

/// <summary>Which way of our own a convolution has.</summary>
internal static class Ways
{
    // Floats of transformed weights: 96 MiB.
    private const long MostWeights = 24 << 20;

    // Few images are one item each for many threads; oneDNN splits them too.
    private const int LeastImages = 8;

    private const int MostImageChannels = 4;

    /// <summary>The way for a shape on this processor; null where there is none, or nothing to gain.</summary>
    internal static IConvolution? For(in ConvolutionShape shape) =>
        VectorWidth.Bits switch
        {
            512 => Of<System.Runtime.Intrinsics.Vector512<float>, Lanes512>.For(shape),
            256 => Of<System.Runtime.Intrinsics.Vector256<float>, Lanes256>.For(shape),
            128 => Of<System.Runtime.Intrinsics.Vector128<float>, Lanes128>.For(shape),
            _ => null,
        };

    /// <summary>Whether <see cref="For"/> takes layers of these sizes, if images and batch are not too small.</summary>
    internal static bool Filters(nint channels, nint features, nint kernel, nint stride)
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
            && (long)values * channels * features <= MostWeights;
    }

    private static class Of<V, P>
        where V : unmanaged
        where P : struct, ILanes<V>
    {
        internal static IConvolution? For(in ConvolutionShape shape)
        {
            var isImage = shape.Channels <= MostImageChannels && shape.Kernel <= Windows.MostKernel;
            if (isImage && shape.Features % Panels.Rows == 0)
            {
                return OfImages<V, P>.Instance;
            }
            if (shape.Channels % Panels.Panel != 0 || shape.Features % Panels.Panel != 0 || shape.Images < LeastImages)
            {
                return null;
            }
            return (shape.Kernel, shape.Stride) switch
            {
                // Over small maps the weights' transform weighs more than the multiplications that a larger tile saves.
                (4, 2) when shape is { OutHeight: >= 8, OutWidth: >= 8 } && Fits<Tile42<V, P>>(shape) => If<
                    Tile42<V, P>
                >(shape),
                (4, 2) => If<Tile22<V, P>>(shape),
                (5, 1) => If<Tile45<V, P>>(shape),
                (5, 2) or (3, 1) => If<Tile43<V, P>>(shape),
                _ => null,
            };
        }

        // With too few tiles, the weights' transform does not pay.
        private static IConvolution? If<T>(in ConvolutionShape shape)
            where T : struct, ITile<V> =>
            Fits<T>(shape) && shape.Images * Geometry.Of<V, T>(shape).Tiles >= Geometry.Block
                ? Filtered<V, P, T>.Instance
                : null;

        private static bool Fits<T>(in ConvolutionShape shape)
            where T : struct, ITile<V> => Geometry.Of<V, T>(shape).WeightFloats <= MostWeights;
    }
}
