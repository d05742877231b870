using System.Globalization;

namespace Sentences;

/// <summary>How long sentences are, in words: median, 90th percentile, longest, and the share of those over
/// 30.</summary>
internal sealed record Lengths(int Count, int Median, int P90, int Longest, double ShareOver30)
{
    public static Lengths Of(IEnumerable<Sentence> sentences)
    {
        int[] words = [.. sentences.Select(sentence => sentence.Words).Order()];
        if (words.Length == 0)
        {
            return new Lengths(0, 0, 0, 0, 0);
        }
        return new Lengths(
            words.Length,
            Percentile(words, 0.5),
            Percentile(words, 0.9),
            words[^1],
            words.Count(count => count > 30) / (double)words.Length
        );
    }

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Count, 5} sentences, p50 {Median, 3}, p90 {P90, 3}, longest {Longest, 3}, over 30 words "
                + $"{ShareOver30, 5:P0}"
        );

    // Nearest rank.
    private static int Percentile(int[] sorted, double share) => sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
}
