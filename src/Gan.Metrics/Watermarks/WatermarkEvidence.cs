namespace Gan.Metrics;

/// <summary>How well what was read from an image agrees with a watermark's message.</summary>
/// <param name="Bits">Bits of the message.</param>
/// <param name="Matched">Bits that agree, at the placement that agrees best.</param>
/// <param name="PValue">The chance, at most, that an image without the mark agrees so well with the bits of a random
/// key: a binomial test (Yu et al. 2021, arXiv:2007.08457, section 4.2), times the placements that were
/// tried.</param>
public sealed record WatermarkEvidence(int Bits, int Matched, double PValue)
{
    /// <summary>Share of bits that agree.</summary>
    public double Accuracy => (double)Matched / Bits;

    /// <summary>Whether the mark is there, at a stated rate of false positives.</summary>
    /// <param name="falsePositives">Share of images without the mark that may be taken for marked ones, in (0,
    /// 1).</param>
    public bool IsFound(double falsePositives = 1e-6)
    {
        Argument.Must(falsePositives is > 0 and < 1, "be in (0, 1)", falsePositives);
        return PValue <= falsePositives;
    }

    // Bonferroni, half of the chance for the placement that an unchanged image has and half for all others together.
    internal static WatermarkEvidence Of(int bits, int first, int best, long others)
    {
        var plain = FairCoins.AtLeast(first, bits);
        if (others == 0)
        {
            return new(bits, first, plain);
        }
        var moved = FairCoins.AtLeast(best, bits) * others;
        return new(bits, Math.Max(first, best), Math.Min(1, 2 * Math.Min(plain, moved)));
    }
}
