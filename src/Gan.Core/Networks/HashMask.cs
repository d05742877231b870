using System.Numerics;

namespace Gan;

/// <summary>
/// Masks for dropout: 0 with probability p, otherwise 1 / (1 - p), as the bits of single-precision numbers. Every element is a hash of its position
/// and of a key of 64 bits; drawing one number after the other costs more than the layer before (33 ms for 256×64×14×14, this 2).
/// </summary>
internal static class HashMask
{
    internal static void Fill(Span<uint> mask, ulong key, double p)
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
