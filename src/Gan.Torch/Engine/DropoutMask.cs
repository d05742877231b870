using System.Numerics;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Engine;

/// <summary>
/// Masks for dropout on the CPU: 0 with probability p, otherwise 1 / (1 - p). libtorch draws them one number after the other,
/// which costs more than the layer before it (33 ms for 256×64×14×14). Here every element's number is a hash of its
/// position and of 64 bits that come from libtorch's generator, so that seeds and stored states mean what they always do.
/// </summary>
internal static class DropoutMask
{
    private static readonly Op _random_ = "aten::random_";

    internal static Tensor Make(long[] shape, double p)
    {
        var mask = empty(shape, ScalarType.Float32, CPU);
        Fill(MemoryMarshal.Cast<byte, uint>(mask.bytes), Key(), p);
        return mask;
    }

    private static ulong Key()
    {
        using var drawn = empty([2], ScalarType.Int32, CPU); // random_ leaves out the sign of an int32
        _random_.Call(drawn, Arg.None).Dispose();
        var words = MemoryMarshal.Cast<byte, uint>(drawn.bytes);
        return ((ulong)words[0] << 32) | words[1];
    }

    private static void Fill(Span<uint> mask, ulong key, double p)
    {
        Vector<uint> first = new((uint)key), second = new((uint)(key >> 32));
        Vector<uint> bound = new((uint)Math.Round(p * uint.MaxValue)), kept = new(BitConverter.SingleToUInt32Bits((float)(1 / (1 - p))));
        var position = Vector<uint>.Indices;
        var step = new Vector<uint>((uint)Vector<uint>.Count);
        var whole = mask.Length - mask.Length % Vector<uint>.Count;
        for (var i = 0; i < whole; i += Vector<uint>.Count, position += step)
            Choose(position, first, second, bound, kept).CopyTo(mask[i..]);
        if (whole == mask.Length) return;
        Span<uint> rest = stackalloc uint[Vector<uint>.Count];
        Choose(position, first, second, bound, kept).CopyTo(rest);
        rest[..(mask.Length - whole)].CopyTo(mask[whole..]);
    }

    // Two rounds, because after one the masks of two keys could be the same numbers moved.
    private static Vector<uint> Choose(Vector<uint> position, Vector<uint> first, Vector<uint> second, Vector<uint> bound, Vector<uint> kept) =>
        Vector.GreaterThanOrEqual(Mixed(Mixed(position + first) ^ second), bound) & kept;

    // A bijection of 32 bits with a bias of 0.17 (the constants of C. Wellons's lowbias32).
    private static Vector<uint> Mixed(Vector<uint> x)
    {
        x ^= x >>> 16;
        x *= 0x7feb352d;
        x ^= x >>> 15;
        x *= 0x846ca68b;
        return x ^ (x >>> 16);
    }
}
