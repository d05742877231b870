using System.Numerics;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace Gan.Kernels;

/// <summary>
/// The largest of each channel's pieces in rows [N, pieces, channels], and its number: the first of equal ones, as
/// max_pool2d has it. A number that is none wins.
/// </summary>
internal unsafe struct PieceMaxima : IWork
{
    private float* rows;
    private float* values;
    private int* numbers;
    private int pieces;
    private nint channels;

    /// <summary>Values [N, channels] and numbers [N, channels] of contiguous rows with that many pieces.</summary>
    internal static (Tensor Values, Tensor Numbers) Of(Tensor rows, int pieces)
    {
        var count = rows.size(0);
        var channels = rows.numel() / count / pieces;
        var values = empty([count, channels], ScalarType.Float32);
        var numbers = empty([count, channels], ScalarType.Int32);
        var work = new PieceMaxima
        {
            rows = Memory.AddressOf(rows),
            values = Memory.AddressOf(values),
            numbers = (int*)Memory.AddressOf(numbers),
            pieces = pieces,
            channels = (nint)channels,
        };
        Workers.Run(ref work, (nint)count, Memory.Grain(channels * pieces));
        return (values, numbers);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Do(nint from, nint to)
    {
        for (var i = from; i < to; i++)
        {
            Row(rows + i * pieces * channels, values + i * channels, numbers + i * channels);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Row(float* x, float* value, int* number)
    {
        nint c = 0;
        for (; c <= channels - Vector<float>.Count; c += Vector<float>.Count)
        {
            var max = Vector.Load(x + c);
            var which = Vector<int>.Zero;
            for (var p = 1; p < pieces; p++)
            {
                var other = Vector.Load(x + p * channels + c);
                var more = Vector.GreaterThan(other, max) | ~Vector.Equals(other, other);
                max = Vector.ConditionalSelect(more, other, max);
                which = Vector.ConditionalSelect(more, new Vector<int>(p), which);
            }
            Vector.Store(max, value + c);
            Vector.Store(which, number + c);
        }
        for (; c < channels; c++)
        {
            value[c] = x[c];
            number[c] = 0;
            for (var p = 1; p < pieces; p++)
            {
                var other = x[p * channels + c];
                if (other > value[c] || float.IsNaN(other))
                {
                    value[c] = other;
                    number[c] = p;
                }
            }
        }
    }
}

/// <summary>Slopes [N, channels] to the pieces that were largest, 0 to the others: [N, pieces, channels].</summary>
internal static class PieceSlopes
{
    /// <summary>By operators that autograd knows.</summary>
    internal static Tensor Differentiable(Tensor slopes, Tensor numbers, int pieces)
    {
        using var scope = NewDisposeScope();
        var places = numbers.to(ScalarType.Int64).unsqueeze(1);
        var empty = zeros([slopes.size(0), pieces, slopes.size(1)], ScalarType.Float32);
        return empty.scatter(1, places, slopes.unsqueeze(1)).MoveToOuterDisposeScope();
    }
}
