namespace Gan;

/// <summary>
/// The latents of a seed by rule 1 of docs/latents.md, the same bits with libtorch, without it and in JavaScript:
/// SplitMix64 (Steele, Lea and Flood 2014) gives uniform numbers, Box and Muller (1958) make normal ones of them in
/// double precision, and each is rounded to float32. The latent of a row depends on seed and row alone.
/// </summary>
internal static class PortableLatents
{
    /// <summary>The rule's version, which files carry.</summary>
    internal const int Rule = 1;

    /// <summary>The version of files that carry none: libtorch's generator draws all rows at once.</summary>
    internal const int RuleOfLibtorch = 0;

    // What a stream is for. They are part of the seeds: never renumber.
    private const ulong OfLatents = 7;
    private const ulong OfRedrawn = 11;

    private const double Step = 1.0 / (1L << 53);

    /// <summary>Latents of consecutive rows, one after another.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="first">Number of the first row, at least 0.</param>
    /// <param name="size">Entries of a row, at least 1.</param>
    /// <param name="latents">Takes rows · size numbers.</param>
    /// <param name="bound">Entries beyond it are drawn again until they are not; at least 0.01. Null for none.</param>
    internal static void Fill(ulong seed, long first, int size, Span<float> latents, double? bound = null)
    {
        for (var at = 0; at < latents.Length; at += size)
        {
            var row = (ulong)(first + (at / size));
            Normal(Output(Output(seed, OfLatents), row), latents.Slice(at, size));
            if (bound is { } most)
            {
                Bound(Output(Output(seed, OfRedrawn), row), latents.Slice(at, size), most);
            }
        }
    }

    private static void Normal(ulong key, Span<float> row)
    {
        for (var i = 0; i < row.Length; i += 2)
        {
            var (first, second) = Pair(key, (ulong)i);
            row[i] = first;
            if (i + 1 < row.Length)
            {
                row[i + 1] = second;
            }
        }
    }

    private static void Bound(ulong key, Span<float> row, double most)
    {
        for (var i = 0; i < row.Length; i++)
        {
            var own = Output(key, (ulong)i);
            for (var draw = 0UL; Math.Abs((double)row[i]) > most; draw += 2)
            {
                var (first, second) = Pair(own, draw);
                row[i] = Math.Abs((double)first) > most ? second : first;
            }
        }
    }

    // Two normal numbers of the outputs n and n + 1.
    private static (float First, float Second) Pair(ulong key, ulong n)
    {
        var u = ((Output(key, n) >> 11) + 1) * Step; // in (0, 1]
        var v = (Output(key, n + 1) >> 11) * Step; // in [0, 1)
        var radius = Math.Sqrt(-2 * PortableMath.Log(u));
        var (cosine, sine) = PortableMath.Turn(v);
        return ((float)(radius * cosine), (float)(radius * sine));
    }

    /// <summary>Output n, from 0 on, of SplitMix64 that starts at a state.</summary>
    private static ulong Output(ulong state, ulong n)
    {
        var z = state + (0x9E3779B97F4A7C15UL * (n + 1));
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
