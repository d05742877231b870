using System.Numerics;
using System.Runtime.CompilerServices;

namespace Gan.Kernels;

/// <summary>Numbers times a mask.</summary>
internal unsafe struct DropoutWork : IWork
{
    private const int Block = 4096;

    private float* from;
    private float* to;
    private nint count;
    private HashMask mask;

    internal static void Run(float* from, float* to, nint count, HashMask mask)
    {
        var work = new DropoutWork
        {
            from = from,
            to = to,
            count = count,
            mask = mask,
        };
        Workers.Run(ref work, (count + Block - 1) / Block, Memory.Grain(Block));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Do(nint first, nint last)
    {
        var i = first * Block;
        var end = Math.Min(last * Block, count);
        for (; i <= end - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector.Store(Vector.Load(from + i) * Vector.AsVectorSingle(mask.At((uint)i)), to + i);
        }
        if (i == end)
        {
            return;
        }
        var rest = Vector.AsVectorSingle(mask.At((uint)i));
        for (var k = 0; i < end; i++, k++)
        {
            to[i] = from[i] * rest[k];
        }
    }
}
