using static Gan.Kernels.Panels;

namespace Gan.Kernels.Convolutions;

/// <summary>
/// Where the tiles of F(results, taps) lie in x, y and weights of a convolution: its images are cut into tiles of
/// results · results, and its channels, phase after phase, into panels.
/// </summary>
internal readonly unsafe struct Geometry
{
    /// <summary>Tiles that a thread transforms before it multiplies: their values take 1 to 4 MiB.</summary>
    internal const int Block = 64;

    // Floats between the values of a transform: distances that
    // are powers of two would meet in the same lines of a cache.
    private const int Gap = 80;

    // Tiles whose transforms together take some 8 MiB stay in the
    // cache's third level, and sums are read and written seldom.
    private const nint ChunkFloats = 1 << 21;

    internal readonly ConvolutionShape Shape;
    internal readonly nint Results;
    internal readonly nint Inputs;

    /// <summary>Panels of x's channels in all phases, and of y's.</summary>
    internal readonly nint PanelsIn;
    internal readonly nint PanelsOut;

    /// <summary>Tiles in a line of an image, and in an image.</summary>
    private readonly nint across;
    internal readonly nint Tiles;

    private Geometry(in ConvolutionShape shape, int results, int taps)
    {
        Shape = shape;
        Results = results;
        Inputs = results + taps - 1;
        PanelsIn = shape.Inner / Panel;
        PanelsOut = shape.Features / Panel;
        across = (shape.OutWidth + results - 1) / results;
        Tiles = (shape.OutHeight + results - 1) / results * across;
    }

    internal static Geometry Of<V, T>(in ConvolutionShape shape)
        where V : unmanaged
        where T : struct, ITile<V> => new(shape, T.Results, T.Taps);

    /// <summary>Panels of x's channels in one phase, and phases.</summary>
    internal nint PanelsOfPhase => Shape.Channels / Panel;
    internal nint Phases => Shape.Stride * Shape.Stride;

    /// <summary>Products of a tile.</summary>
    internal nint Values => Inputs * Inputs;

    internal nint ResultsOfTile => Results * Results;

    internal nint WeightFloats => Values * Shape.Features * Shape.Inner;

    /// <summary>Tiles of a chunk of the weights' gradient.</summary>
    internal nint Chunk => Math.Max(Block, ChunkFloats / (Values * (PanelsIn + PanelsOut) * Panel) / Rows * Rows);

    /// <summary>Floats from one value of a weight gradient's sums to the next.</summary>
    internal nint SumsApart => Shape.Features * Shape.Inner + Gap;

    /// <summary>Floats from one value of so many transformed tiles to the next.</summary>
    internal static nint Apart(nint panels, nint tiles) => panels * tiles * Panel + Gap;

    /// <summary>
    /// Where a transformed tile lies among its likes: in groups of 8, in a group panel for panel, so that a product
    /// reads memory from front to back.
    /// </summary>
    internal static nint Place(nint tile, nint panel, nint panels) =>
        ((tile / Rows * panels + panel) * Rows + tile % Rows) * Panel;

    /// <summary>
    /// Where a transformed tile lies in a chunk of the weights' gradient: each panel by itself, because tiles that
    /// lie apart by a power of two would meet in the same lines of the first cache.
    /// </summary>
    internal nint PlaceInChunk(nint tile, nint panel) => (panel * Chunk + tile) * Panel;

    /// <summary>
    /// The addresses of tiles' inputs in the first panel of a phase
    /// of x; <paramref name="outside"/> where there are none.
    /// </summary>
    internal void InputsOf(nint tile, nint count, nint phase, float* x, float* outside, float** places)
    {
        for (var end = tile + count; tile < end; tile++)
        {
            nint image = tile / Tiles;
            nint inImage = tile - image * Tiles;
            nint line = inImage / across;
            var top = Shape.Stride * Results * line + phase / Shape.Stride - Shape.Padding;
            var left = Shape.Stride * Results * (inImage - line * across) + phase % Shape.Stride - Shape.Padding;
            var first = x + image * Shape.Height * Shape.Width * Shape.Channels;
            for (nint i = 0; i < Inputs; i++, top += Shape.Stride)
            {
                var inside = (nuint)top < (nuint)Shape.Height;
                var place = first + (top * Shape.Width + left) * Shape.Channels;
                for (nint j = 0, column = left; j < Inputs; j++, column += Shape.Stride)
                {
                    *places++ = inside && (nuint)column < (nuint)Shape.Width ? place : outside;
                    place += Shape.Stride * Shape.Channels;
                }
            }
        }
    }

    /// <summary>
    /// The addresses of tiles' results in the first panel of y; <paramref name="outside"/> where there are none.
    /// </summary>
    internal void ResultsOf(nint tile, nint count, float* y, float* outside, float** places)
    {
        for (var end = tile + count; tile < end; tile++)
        {
            nint image = tile / Tiles;
            nint inImage = tile - image * Tiles;
            nint line = inImage / across;
            nint top = Results * line;
            nint left = Results * (inImage - line * across);
            var first = y + ((image * Shape.OutHeight + top) * Shape.OutWidth + left) * Shape.Features;
            for (nint i = 0; i < Results; i++)
            {
                for (nint j = 0; j < Results; j++)
                {
                    var inside = top + i < Shape.OutHeight && left + j < Shape.OutWidth;
                    *places++ = inside ? first + (i * Shape.OutWidth + j) * Shape.Features : outside;
                }
            }
        }
    }

    /// <summary>
    /// The addresses of a phase's taps in weights whose taps lie <paramref name="apart"/>; <paramref name="outside"/>
    /// for those behind the kernel's edge.
    /// </summary>
    internal void TapsOf(nint phase, float* weights, nint apart, float* outside, float** places)
    {
        var taps = Inputs - Results + 1;
        for (nint i = 0; i < taps; i++)
        {
            var y = Shape.Stride * i + phase / Shape.Stride;
            for (nint j = 0; j < taps; j++)
            {
                var x = Shape.Stride * j + phase % Shape.Stride;
                var inside = y < Shape.Kernel && x < Shape.Kernel;
                *places++ = inside ? weights + (y * Shape.Kernel + x) * apart : outside;
            }
        }
    }
}
