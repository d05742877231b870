namespace Gan;

/// <summary>Seeds as a function of what they are for, so that no stream depends on how much another was used.</summary>
public static class RandomSeed
{
    /// <summary>The seed of a stream: SplitMix64 (Steele, Lea and Flood 2014) over the arguments, in their
    /// order.</summary>
    /// <param name="seed">Seed of the whole.</param>
    /// <param name="purpose">Number of what the stream is for. It is part of the seed: never give it another
    /// meaning.</param>
    /// <param name="step">Number of the step.</param>
    /// <param name="iteration">Number of the update within the step.</param>
    /// <returns>At least 0, as PyTorch's seeds are.</returns>
    public static long Of(ulong seed, ulong purpose, long step = 0, int iteration = 0) =>
        (long)(Mix(Mix(Mix(seed, purpose), (ulong)step), (ulong)iteration) >> 1);

    private static ulong Mix(ulong state, ulong value)
    {
        var z = state + 0x9E3779B97F4A7C15UL * (value + 1);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
