using System.Numerics;

namespace Gan;

/// <summary>
/// A mask for dropout: 0 with the probability, otherwise 1 / (1 − probability), as the bits of single-precision
/// numbers. Every element is a hash of its position and of a key of 64 bits. Drawing one number after the other costs
/// more than the layer before (33 ms for 256×64×14×14, this 2).
/// </summary>
public readonly struct HashMask
{
    private readonly Vector<uint> first;
    private readonly Vector<uint> second;
    private readonly Vector<uint> bound;
    private readonly Vector<uint> scale;

    /// <summary>The mask of a key.</summary>
    /// <param name="key">Any number.</param>
    /// <param name="probability">Of an element being 0: from 0 to below 1.</param>
    public HashMask(ulong key, double probability)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(probability);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(probability, 1);
        first = new Vector<uint>((uint)key);
        second = new Vector<uint>((uint)(key >> 32));
        bound = new Vector<uint>((uint)Math.Round(probability * uint.MaxValue));
        scale = new Vector<uint>(BitConverter.SingleToUInt32Bits((float)(1 / (1 - probability))));
    }

    /// <summary>The elements from a position on, as many as a vector holds.</summary>
    // Two rounds, because after one the masks of two keys could be the same numbers moved.
    public Vector<uint> At(uint position)
    {
        var positions = Vector<uint>.Indices + new Vector<uint>(position);
        return Vector.GreaterThanOrEqual(Mix(Mix(positions + first) ^ second), bound) & scale;
    }

    /// <summary>The elements from position 0 on.</summary>
    public void Fill(Span<uint> mask)
    {
        var whole = mask.Length - mask.Length % Vector<uint>.Count;
        for (var i = 0; i < whole; i += Vector<uint>.Count)
        {
            At((uint)i).CopyTo(mask[i..]);
        }
        if (whole == mask.Length)
        {
            return;
        }
        Span<uint> rest = stackalloc uint[Vector<uint>.Count];
        At((uint)whole).CopyTo(rest);
        rest[..(mask.Length - whole)].CopyTo(mask[whole..]);
    }

    // A bijection of 32 bits with a bias of 0.17 (the constants of C. Wellons's lowbias32).
    private static Vector<uint> Mix(Vector<uint> x)
    {
        x ^= x >>> 16;
        x *= 0x7feb352d;
        x ^= x >>> 15;
        x *= 0x846ca68b;
        return x ^ (x >>> 16);
    }
}
