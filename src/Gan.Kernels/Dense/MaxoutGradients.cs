using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Gan.Kernels;

/// <summary>
/// Gradients of a maxout layer: of the slopes before the maximum all but
/// one of a unit's pieces are 0, and only what is not 0 is multiplied.
/// </summary>
internal unsafe struct MaxoutGradients
{
    private float* slopes;
    private int* numbers;
    private nint samples;
    private nint units;
    private nint inputs;
    private int pieces;

    /// <summary>Slopes and numbers of the largest pieces, both [N, units], contiguous; inputs of the layer.</summary>
    internal MaxoutGradients(Tensor slopes, Tensor numbers, int pieces, long inputs)
    {
        this.slopes = Memory.AddressOf(slopes);
        this.numbers = (int*)Memory.AddressOf(numbers);
        samples = (nint)slopes.size(0);
        units = (nint)slopes.size(1);
        this.inputs = (nint)inputs;
        this.pieces = pieces;
    }

    /// <summary>The gradient of the input [N, inputs].</summary>
    internal readonly Tensor OfInput(Tensor weight)
    {
        var result = empty([samples, inputs], ScalarType.Float32);
        var work = new Input
        {
            All = this,
            Weight = Memory.AddressOf(weight),
            Result = Memory.AddressOf(result),
        };
        Workers.Run(ref work, samples, Memory.Grain(units * inputs));
        return result;
    }

    /// <summary>The gradients of weight [pieces · units, inputs] and bias [pieces · units].</summary>
    internal readonly (Tensor Weight, Tensor Bias) OfWeights(Tensor input)
    {
        var weight = empty([pieces * units, inputs], ScalarType.Float32);
        var bias = empty([pieces * units], ScalarType.Float32);
        var work = new Weights
        {
            All = this,
            Input = Memory.AddressOf(input),
            Weight = Memory.AddressOf(weight),
            Bias = Memory.AddressOf(bias),
        };
        Workers.Run(ref work, units, Memory.Grain(samples * inputs));
        return (weight, bias);
    }

    private struct Input : IWork
    {
        internal MaxoutGradients All;
        internal float* Weight;
        internal float* Result;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Do(nint from, nint to)
        {
            var chosen = (ChosenRow*)NativeMemory.Alloc((nuint)All.units, (nuint)sizeof(ChosenRow));
            for (var i = from; i < to; i++)
            {
                float* slope = All.slopes + i * All.units;
                var number = All.numbers + i * All.units;
                for (nint u = 0; u < All.units; u++)
                {
                    chosen[u] = new() { Number = (int)(number[u] * All.units + u), Factor = slope[u] };
                }
                ChosenRows.Sum(chosen, All.units, Weight, All.inputs, Result + i * All.inputs);
            }
            NativeMemory.Free(chosen);
        }
    }

    private struct Weights : IWork
    {
        internal MaxoutGradients All;
        internal float* Input;
        internal float* Weight;
        internal float* Bias;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Do(nint from, nint to)
        {
            var room = (nuint)(All.samples * All.pieces);
            var chosen = (ChosenRow*)NativeMemory.Alloc(room, (nuint)sizeof(ChosenRow));
            var counts = (nint*)NativeMemory.Alloc((nuint)All.pieces, (nuint)sizeof(nint));
            for (var u = from; u < to; u++)
            {
                Choose(u, chosen, counts);
                for (var p = 0; p < All.pieces; p++)
                {
                    var row = p * All.units + u;
                    ChosenRows.Sum(chosen + p * All.samples, counts[p], Input, All.inputs, Weight + row * All.inputs);
                }
            }
            NativeMemory.Free(counts);
            NativeMemory.Free(chosen);
        }

        // For each piece the samples in which it was the largest, and the sum of their slopes.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Choose(nint unit, ChosenRow* chosen, nint* counts)
        {
            for (var p = 0; p < All.pieces; p++)
            {
                counts[p] = 0;
                Bias[p * All.units + unit] = 0;
            }
            var at = unit;
            for (nint i = 0; i < All.samples; i++, at += All.units)
            {
                nint piece = All.numbers[at];
                chosen[piece * All.samples + counts[piece]++] = new() { Number = (int)i, Factor = All.slopes[at] };
                Bias[piece * All.units + unit] += All.slopes[at];
            }
        }
    }
}
