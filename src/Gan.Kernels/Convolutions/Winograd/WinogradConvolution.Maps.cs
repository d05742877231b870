using System.Runtime.CompilerServices;
using static Gan.Kernels.Panels;

namespace Gan.Kernels.Convolutions;

internal sealed unsafe partial class WinogradConvolution<V, P, T>
{
    // Channels whose weights are turned together.
    private const int Together = 16;

    /// <summary>
    /// Weights as <see cref="MapsOfImages"/> reads them, [value][panel of features][inner][32 features]: 16 channels
    /// of 32 features at a time are turned so that the features lie innermost. Items: panels times groups of channels.
    /// </summary>
    private struct MapWeights : IWork
    {
        internal Geometry At;
        internal float* Weights;
        internal float* Ready;

        internal readonly nint Items => At.PanelsOut * (At.Shape.Channels / Together);

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Do(nint from, nint to)
        {
            var shape = At.Shape;
            nint groups = shape.Channels / Together;
            nint apart = At.PanelsOut * shape.Inner * Panel;
            var turned = Scratch.Get(ref valuesScratch, shape.Taps * Together * Panel);
            var small = new Small(At);
            for (var item = from; item < to; item++)
            {
                nint panel = item / groups;
                nint first = item % groups * Together;
                Turn(Weights + panel * Panel * shape.Taps * shape.Channels + first, turned);
                for (nint phase = 0; phase < At.Phases; phase++)
                {
                    var ready = Ready + (panel * shape.Inner + phase * shape.Channels + first) * Panel;
                    for (nint channel = 0; channel < Together; channel++)
                    {
                        At.TapsOf(phase, turned + channel * Panel, Together * Panel, small.Zeros, small.Places);
                        Transforms<V, P>.FromPlaces<WeightOf<V, T>>(
                            small.Places,
                            0,
                            ready + channel * Panel,
                            apart,
                            small.Half
                        );
                    }
                }
            }
        }

        private readonly void Turn(float* weights, float* turned)
        {
            var shape = At.Shape;
            for (nint feature = 0; feature < Panel; feature++)
            {
                for (nint tap = 0; tap < shape.Taps; tap++)
                {
                    var line = weights + (feature * shape.Taps + tap) * shape.Channels;
                    var to = turned + tap * Together * Panel + feature;
                    for (nint channel = 0; channel < Together; channel++)
                    {
                        to[channel * Panel] = line[channel];
                    }
                }
            }
        }
    }

    /// <summary>y from x and turned weights. Items: images.</summary>
    private struct MapsOfImages : IWork
    {
        internal Geometry At;
        internal float* X;
        internal float* Weights;
        internal float* Bias;
        internal float* Y;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Do(nint from, nint to)
        {
            var apart = Geometry.Apart(At.PanelsIn, Geometry.Block);
            var rows = Scratch.Get(ref rowsScratch, At.Values * apart);
            var values = Scratch.Get(ref valuesScratch, Geometry.Block * At.Values * Panel);
            var small = new Small(At);
            var end = to * At.Tiles;
            for (var first = from * At.Tiles; first < end; first += Geometry.Block)
            {
                var count = Math.Min(Geometry.Block, end - first);
                for (nint phase = 0; phase < At.Phases; phase++)
                {
                    At.InputsOf(first, count, phase, X, small.Zeros, small.Places);
                    for (nint panel = 0; panel < At.PanelsOfPhase; panel++)
                    {
                        for (nint tile = 0; tile < count; tile++)
                        {
                            var row = rows + Geometry.Place(tile, phase * At.PanelsOfPhase + panel, At.PanelsIn);
                            Transforms<V, P>.FromPlaces<DataOf<V, T>>(
                                small.Places + tile * At.Values,
                                panel * Panel,
                                row,
                                apart,
                                small.Half
                            );
                        }
                    }
                }
                At.ResultsOf(first, count, Y, small.Waste, small.Places);
                for (nint panel = 0; panel < At.PanelsOut; panel++)
                {
                    Multiply(At, rows, At.PanelsIn, count, Weights, panel, At.PanelsOut, values);
                    var bias = Bias == null ? null : Bias + panel * Panel;
                    for (nint tile = 0; tile < count; tile++)
                    {
                        Transforms<V, P>.ToPlaces<OutTransposedOf<V, T>>(
                            values + ValuesOf(At, tile),
                            Rows * Panel,
                            small.Places + tile * At.ResultsOfTile,
                            panel * Panel,
                            bias,
                            small.Half
                        );
                    }
                }
            }
        }
    }
}
