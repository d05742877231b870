using System.Runtime.CompilerServices;
using static Gan.Kernels.Panels;

namespace Gan.Kernels.Convolutions;

internal sealed unsafe partial class WinogradConvolution<V, P, T>
{
    /// <summary>
    /// Weights as <see cref="DataOfImages"/> reads them, [value][panel of inner][k][32 channels]. Items: features.
    /// </summary>
    private struct DataWeights : IWork
    {
        internal Geometry At;
        internal float* Weights;
        internal float* Ready;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Do(nint from, nint to)
        {
            var shape = At.Shape;
            var apart = At.PanelsIn * shape.Features * Panel;
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
                        small.Zeros,
                        small.Places
                    );
                    var ready = Ready + (panel * shape.Features + feature) * Panel;
                    Transforms<V, P>.FromPlaces<WeightOf<V, T>>(small.Places, channel, ready, apart, small.Half);
                }
            }
        }
    }

    /// <summary>
    /// x from y and turned weights: the transpose of the maps. Tiles
    /// of x overlap, so what they get is added. Items: images.
    /// </summary>
    private struct DataOfImages : IWork
    {
        internal Geometry At;
        internal float* Y;
        internal float* Weights;
        internal float* X;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Do(nint from, nint to)
        {
            var image = At.Shape.Height * At.Shape.Width * At.Shape.Channels;
            for (var i = from; i < to; i++)
            {
                new Span<float>(X + i * image, checked((int)image)).Clear();
            }
            var apart = Geometry.Apart(At.PanelsOut, Geometry.Block);
            var rows = Scratch.Get(ref rowsScratch, At.Values * apart);
            var values = Scratch.Get(ref valuesScratch, Geometry.Block * At.Values * Panel);
            var small = new Small(At);
            var end = to * At.Tiles;
            for (var first = from * At.Tiles; first < end; first += Geometry.Block)
            {
                var count = Math.Min(Geometry.Block, end - first);
                At.ResultsOf(first, count, Y, small.Zeros, small.Places);
                for (nint panel = 0; panel < At.PanelsOut; panel++)
                {
                    for (nint tile = 0; tile < count; tile++)
                    {
                        Transforms<V, P>.FromPlaces<OutOf<V, T>>(
                            small.Places + tile * At.ResultsOfTile,
                            panel * Panel,
                            rows + Geometry.Place(tile, panel, At.PanelsOut),
                            apart,
                            small.Half
                        );
                    }
                }
                for (nint panel = 0; panel < At.PanelsIn; panel++)
                {
                    var inPhase = panel % At.PanelsOfPhase;
                    if (inPhase == 0)
                    {
                        At.InputsOf(first, count, panel / At.PanelsOfPhase, X, small.Waste, small.Places);
                    }
                    Multiply(At, rows, At.PanelsOut, count, Weights, panel, At.PanelsIn, values);
                    for (nint tile = 0; tile < count; tile++)
                    {
                        Transforms<V, P>.AddToPlaces<DataTransposedOf<V, T>>(
                            values + ValuesOf(At, tile),
                            Rows * Panel,
                            small.Places + tile * At.Values,
                            inPhase * Panel,
                            small.Half
                        );
                    }
                }
            }
        }
    }
}
