namespace Gan.Data;

/// <summary>
/// Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (OOPSLA 2014): number n of a stream is a
/// hash of key + n·γ. Ours rather than torch's generator or System.Random, so that data come in one order on every
/// device and in every version of libtorch and .NET.
/// </summary>
internal struct SplitMix64(ulong key)
{
    private const ulong Gamma = 0x9E3779B97F4A7C15;

    private ulong state = key;

    /// <summary>Stream number <paramref name="stream"/> of a seed.
    /// Mixing the seed first keeps (1, 0) and (0, 1) apart.</summary>
    public static SplitMix64 For(ulong seed, long stream) => new(Mix(Mix(seed + Gamma) + unchecked((ulong)stream)));

    public ulong Next()
    {
        state += Gamma;
        return Mix(state);
    }

    /// <summary>Uniform on 0 … bound − 1 without bias: Lemire, "Fast
    /// random integer generation in an interval" (2019).</summary>
    public ulong Below(ulong bound)
    {
        var high = Math.BigMul(Next(), bound, out var low);
        if (low < bound)
        {
            var uneven = unchecked(0 - bound) % bound;
            while (low < uneven)
            {
                high = Math.BigMul(Next(), bound, out low);
            }
        }

        return high;
    }

    /// <summary>Two independent standard normal numbers (Box and Muller 1958).</summary>
    public (double X, double Y) Normals()
    {
        var radius = Math.Sqrt(-2 * Math.Log(1 - Unit()));
        var (sin, cos) = Math.SinCos(2 * Math.PI * Unit());
        return (radius * cos, radius * sin);
    }

    /// <summary>Uniform in [0, 1): 53 bits are all that a double there can hold evenly.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
