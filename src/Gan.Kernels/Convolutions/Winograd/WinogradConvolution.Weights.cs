using System.Runtime.CompilerServices;
using static Gan.Kernels.Panels;

namespace Gan.Kernels.Convolutions;

internal sealed unsafe partial class WinogradConvolution<V, P, T>
{
    /// <inheritdoc/>
    public void Weights(in ConvolutionShape shape, float* x, float* y, float* weights)
    {
        var geometry = Geometry.Of<V, T>(shape);
        nint floatsOfX = geometry.Values * Geometry.Apart(geometry.PanelsIn, geometry.Chunk);
        nint floatsOfY = geometry.Values * Geometry.Apart(geometry.PanelsOut, geometry.Chunk);
        var memory = Scratch.Get(ref weightsScratch, floatsOfX + floatsOfY + geometry.Values * geometry.SumsApart);
        float* ofX = memory;
        float* ofY = ofX + floatsOfX;
        float* sums = ofY + floatsOfY;
        var all = shape.Images * geometry.Tiles;
        for (nint first = 0; first < all; first += geometry.Chunk)
        {
            var count = Math.Min(geometry.Chunk, all - first);
            var tiles = new TilesOfChunk
            {
                At = geometry,
                X = x,
                Y = y,
                First = first,
                OfX = ofX,
                OfY = ofY,
            };
            Workers.Run(ref tiles, count);
            var products = new ProductsOfChunk
            {
                At = geometry,
                OfX = ofX,
                OfY = ofY,
                Count = count,
                Add = first > 0,
                Sums = sums,
            };
            Workers.Run(ref products, products.Items);
        }
        var result = new WeightsOfSums
        {
            At = geometry,
            Sums = sums,
            Weights = weights,
        };
        Workers.Run(ref result, shape.Features);
    }

    /// <summary>Transforms of x and y. Items: tiles of the chunk.</summary>
    private struct TilesOfChunk : IWork
    {
        internal Geometry At;
        internal float* X;
        internal float* Y;
        internal nint First;
        internal float* OfX;
        internal float* OfY;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Do(nint from, nint to)
        {
            var small = new Small(At);
            nint apartX = Geometry.Apart(At.PanelsIn, At.Chunk);
            nint apartY = Geometry.Apart(At.PanelsOut, At.Chunk);
            for (var first = from; first < to; first += Geometry.Block)
            {
                var end = Math.Min(to, first + Geometry.Block);
                for (nint phase = 0; phase < At.Phases; phase++)
                {
                    At.InputsOf(First + first, end - first, phase, X, small.Zeros, small.Places);
                    for (nint panel = 0; panel < At.PanelsOfPhase; panel++)
                    {
                        for (var tile = first; tile < end; tile++)
                        {
                            Transforms<V, P>.FromPlaces<DataOf<V, T>>(
                                small.Places + (tile - first) * At.Values,
                                panel * Panel,
                                OfX + At.PlaceInChunk(tile, phase * At.PanelsOfPhase + panel),
                                apartX,
                                small.Half
                            );
                        }
                    }
                }
                At.ResultsOf(First + first, end - first, Y, small.Zeros, small.Places);
                for (nint panel = 0; panel < At.PanelsOut; panel++)
                {
                    for (var tile = first; tile < end; tile++)
                    {
                        Transforms<V, P>.FromPlaces<OutOf<V, T>>(
                            small.Places + (tile - first) * At.ResultsOfTile,
                            panel * Panel,
                            OfY + At.PlaceInChunk(tile, panel),
                            apartY,
                            small.Half
                        );
                    }
                }
            }
        }
    }

    /// <summary>
    /// Sums over the chunk's tiles, [value][panel of features][panel
    /// of inner][32][32]. Items: values times panels of features.
    /// </summary>
    private struct ProductsOfChunk : IWork
    {
        internal Geometry At;
        internal float* OfX;
        internal float* OfY;
        internal nint Count;
        internal bool Add;
        internal float* Sums;

        internal readonly nint Items => At.Values * At.PanelsOut;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Do(nint from, nint to)
        {
            nint apartX = Geometry.Apart(At.PanelsIn, At.Chunk);
            nint apartY = Geometry.Apart(At.PanelsOut, At.Chunk);
            for (var item = from; item < to; item++)
            {
                nint value = item / At.PanelsOut;
                nint panel = item % At.PanelsOut;
                var y = OfY + value * apartY + At.PlaceInChunk(0, panel);
                for (nint other = 0; other < At.PanelsIn; other++)
                {
                    var x = OfX + value * apartX + At.PlaceInChunk(0, other);
                    var next = other + 1 < At.PanelsIn ? At.PlaceInChunk(0, 1) : apartX - At.PlaceInChunk(0, other);
                    var sums = Sums + value * At.SumsApart + (panel * At.PanelsIn + other) * Panel * Panel;
                    for (nint row = 0; row < Panel; row += Rows)
                    {
                        Products<V, P>.TimesTransposed(
                            y + row,
                            x,
                            x + next + row / Rows % 2 * 16,
                            Count,
                            Add,
                            sums + row * Panel
                        );
                    }
                }
            }
        }
    }

    /// <summary>Weights from the sums. Items: features.</summary>
    private struct WeightsOfSums : IWork
    {
        internal Geometry At;
        internal float* Sums;
        internal float* Weights;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Do(nint from, nint to)
        {
            var shape = At.Shape;
            var small = new Small(At);
            for (var feature = from; feature < to; feature++)
            {
                for (nint panel = 0; panel < At.PanelsIn; panel++)
                {
                    nint phase = panel / At.PanelsOfPhase;
                    nint channel = panel % At.PanelsOfPhase * Panel;
                    At.TapsOf(
                        phase,
                        Weights + feature * shape.Taps * shape.Channels,
                        shape.Channels,
                        small.Waste,
                        small.Places
                    );
                    var sums = Sums + ((feature / Panel * At.PanelsIn + panel) * Panel + feature % Panel) * Panel;
                    Transforms<V, P>.ToPlaces<WeightTransposedOf<V, T>>(
                        sums,
                        At.SumsApart,
                        small.Places,
                        channel,
                        null,
                        small.Half
                    );
                }
            }
        }
    }
}
