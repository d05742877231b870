namespace Gan.Runtime;

/// <summary>The latents of a seed: the same bits in <c>TrainedGan</c>, here and in JavaScript (rule 1 of
/// docs/latents.md).</summary>
public static class Latents
{
    /// <summary>Version of the rule by which they are drawn; files carry it.</summary>
    public const int Rule = PortableLatents.Rule;

    /// <summary>Rows of numbers from N(0, 1), one after another. A row depends on the seed and on its own number
    /// alone.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="count">Rows. At least 1.</param>
    /// <param name="size">Entries of a row. At least 1.</param>
    /// <param name="truncation">The largest size of an entry, at least 0.01: larger ones are drawn again (Brock et al.
    /// 2019, section 3.1). Null for none.</param>
    /// <param name="first">Number of the first row. At least 0.</param>
    /// <returns>count · size numbers.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range, or there would be too many
    /// entries.</exception>
    public static float[] Draw(long seed, int count, int size, double? truncation = null, long first = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Array.MaxLength / size);
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        var bound = truncation is { } most ? CheckedBound(most) : (double?)null;
        var latents = new float[count * size];
        PortableLatents.Fill((ulong)seed, first, size, latents, bound);
        return latents;
    }

    internal static double CheckedBound(double truncation) =>
        truncation is >= 0.01 and <= 1e6
            ? truncation
            : throw new ArgumentOutOfRangeException(
                nameof(truncation),
                $"truncation must be in [0.01, 1000000], but was {truncation}."
            );
}
