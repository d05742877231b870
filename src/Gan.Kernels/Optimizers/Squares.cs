using System.Numerics;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace Gan.Kernels;

/// <summary>Sums of squares in single precision, not finite where an entry is not or a square overflows.</summary>
internal unsafe struct Squares : IWork
{
    private const int Block = 1 << 14; // numbers of one sum: one thread's or another's, the bits are the same
    private const int Alone = 1 << 16; // numbers that one thread reads as soon as others are woken

    private Part* parts;
    private int count;
    private float* sums;

    private struct Part
    {
        internal float* Numbers;
        internal nint Count;
        internal nint Blocks;
    }

    /// <summary>Null where tensors are of another kind.</summary>
    internal static bool? AreFinite(IReadOnlyList<Tensor> tensors)
    {
        var parts = tensors.Count <= 64 ? stackalloc Part[tensors.Count] : new Part[tensors.Count];
        nint blocks = 0;
        nint numbers = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            if (!Memory.IsPlain(tensors[i]))
            {
                return null;
            }
            parts[i].Numbers = Memory.AddressOf(tensors[i], out _);
            if (parts[i].Numbers == null && tensors[i].numel() > 0)
            {
                return null;
            }
            parts[i].Count = (nint)tensors[i].numel();
            parts[i].Blocks = (parts[i].Count + Block - 1) / Block;
            blocks += parts[i].Blocks;
            numbers += parts[i].Count;
        }
        if (blocks == 0)
        {
            return true;
        }
        var sums = blocks <= 512 ? stackalloc float[(int)blocks] : new float[blocks];
        fixed (Part* first = parts)
        fixed (float* firstSum = sums)
        {
            var work = new Squares
            {
                parts = first,
                count = parts.Length,
                sums = firstSum,
            };
            Workers.Run(ref work, blocks, grain: numbers <= Alone ? blocks : 1);
        }
        return AreFinite(parts, sums);
    }

    // Large tensors for themselves, all small ones together: what an optimiser squares overflows no sooner.
    private static bool AreFinite(ReadOnlySpan<Part> parts, ReadOnlySpan<float> sums)
    {
        var small = 0f;
        foreach (var part in parts)
        {
            var own = 0f;
            foreach (var sum in sums[..(int)part.Blocks])
            {
                own += sum;
            }
            if (!float.IsFinite(own))
            {
                return false;
            }
            if (part.Blocks <= 2)
            {
                small += own;
            }
            sums = sums[(int)part.Blocks..];
        }
        return float.IsFinite(small);
    }

    public readonly void Do(nint from, nint to)
    {
        nint before = 0;
        for (var i = 0; i < count && before < to; i++)
        {
            var part = parts[i];
            for (var b = Math.Max(from, before); b < Math.Min(to, before + part.Blocks); b++)
            {
                var at = (b - before) * Block;
                sums[b] = Sum(part.Numbers + at, Math.Min(Block, part.Count - at));
            }
            before += part.Blocks;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Sum(float* x, nint n)
    {
        Vector<float> a = default;
        Vector<float> b = default;
        Vector<float> c = default;
        Vector<float> d = default;
        nint i = 0;
        var lanes = Vector<float>.Count;
        for (; i <= n - 4 * lanes; i += 4 * lanes)
        {
            Vector<float> first = Vector.Load(x + i);
            Vector<float> second = Vector.Load(x + i + lanes);
            Vector<float> third = Vector.Load(x + i + 2 * lanes);
            Vector<float> fourth = Vector.Load(x + i + 3 * lanes);
            a = Vector.FusedMultiplyAdd(first, first, a);
            b = Vector.FusedMultiplyAdd(second, second, b);
            c = Vector.FusedMultiplyAdd(third, third, c);
            d = Vector.FusedMultiplyAdd(fourth, fourth, d);
        }
        var sum = Vector.Sum(a + b + (c + d));
        for (; i < n; i++)
        {
            sum += x[i] * x[i];
        }
        return sum;
    }
}
