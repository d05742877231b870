using System.Runtime.CompilerServices;
using static Gan.Kernels.Panels;

namespace Gan.Kernels.Convolutions;

/// <summary>
/// Convolutions with a quarter to two thirds of the multiplications, by the tile T. One of stride 2 is one of stride 1
/// over the four phases of x. An image is computed by one thread and its tiles come in order, whatever the rest.
/// </summary>
internal sealed unsafe partial class WinogradConvolution<V, P, T> : IConvolution
    where V : unmanaged
    where P : struct, ILanes<V>
    where T : struct, ITile<V>
{
    internal static readonly WinogradConvolution<V, P, T> Instance = new();

    [ThreadStatic]
    private static Scratch? rowsScratch;

    [ThreadStatic]
    private static Scratch? valuesScratch;

    [ThreadStatic]
    private static Scratch? smallScratch;

    [ThreadStatic]
    private static Scratch? weightsScratch;

    /// <inheritdoc/>
    public bool TakesImages => false;

    /// <inheritdoc/>
    public void Maps(in ConvolutionShape shape, float* x, float* weights, float* bias, float* y)
    {
        var geometry = Geometry.Of<V, T>(shape);
        var ready = Scratch.Get(ref weightsScratch, geometry.WeightFloats);
        var turning = new MapWeights
        {
            At = geometry,
            Weights = weights,
            Ready = ready,
        };
        Workers.Run(ref turning, turning.Items);
        var maps = new MapsOfImages
        {
            At = geometry,
            X = x,
            Weights = ready,
            Bias = bias,
            Y = y,
        };
        Workers.Run(ref maps, shape.Images);
    }

    /// <inheritdoc/>
    public void Data(in ConvolutionShape shape, float* y, float* weights, float* x)
    {
        var geometry = Geometry.Of<V, T>(shape);
        var ready = Scratch.Get(ref weightsScratch, geometry.WeightFloats);
        var turning = new DataWeights
        {
            At = geometry,
            Weights = weights,
            Ready = ready,
        };
        Workers.Run(ref turning, shape.Features);
        var data = new DataOfImages
        {
            At = geometry,
            Y = y,
            Weights = ready,
            X = x,
        };
        Workers.Run(ref data, shape.Images);
    }

    /// <summary>A block of transformed tiles times a panel of weights: values [8 tiles][value][tile][32].</summary>
    private static void Multiply(
        in Geometry at,
        float* rows,
        nint panels,
        nint count,
        float* weights,
        nint panel,
        nint panelsOut,
        float* values
    )
    {
        nint apart = Geometry.Apart(panels, Geometry.Block);
        nint size = panels * Panel * Panel;
        nint last = at.Values - 1;
        for (nint value = 0; value <= last; value++)
        {
            var b = weights + (value * panelsOut + panel) * size;
            var nextB = b + panelsOut * size;
            for (nint row = 0; row < count; row += Rows)
            {
                var a = rows + value * apart + row * panels * Panel;
                var nextValue = rows + (value < last ? value + 1 : 0) * apart;
                var nextA = row + Rows < count ? a + panels * Rows * Panel : nextValue;
                var to = values + (row * at.Values + value * Rows) * Panel;
                Products<V, P>.Times(a, panels, b, nextA, nextB + row / Rows * (size / Rows), to);
            }
        }
    }

    /// <summary>Where the values of a tile lie in what <see cref="Multiply"/> leaves, Rows · Panel apart.</summary>
    private static nint ValuesOf(in Geometry at, nint tile) => (tile / Rows * Rows * at.Values + tile % Rows) * Panel;

    /// <summary>
    /// What the work of a thread needs besides values: addresses of a block's tiles, half of a transform, zeros, waste.
    /// </summary>
    private readonly ref struct Small
    {
        internal readonly float** Places;
        internal readonly float* Half;

        /// <summary>What is read, or written, in place of what lies outside of an image.</summary>
        internal readonly float* Zeros;
        internal readonly float* Waste;

        internal Small(in Geometry at)
        {
            var outside = Math.Max(at.Shape.Channels, at.Shape.Features);
            const int Addresses = Geometry.Block * Transforms<V, P>.MaxPlaces * (sizeof(ulong) / sizeof(float));
            var memory = Scratch.Get(ref smallScratch, Addresses + Transforms<V, P>.HalfWay + 2 * outside);
            Places = (float**)memory;
            Half = memory + Addresses;
            Zeros = Half + Transforms<V, P>.HalfWay;
            Waste = Zeros + outside;
            new Span<float>(Zeros, (int)outside).Clear();
        }
    }
}
