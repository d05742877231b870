namespace Gan.Metrics;

/// <summary>
/// BLEU of texts (Papineni et al. 2002): the share of a text's runs of 1 to n tokens that references have, as a
/// geometric mean, with a penalty for being shorter than them. A text GAN's quality by references, and by the texts
/// themselves how alike they are (self-BLEU, Zhu et al. 2018, arXiv:1802.01886). The mean over texts, each with a run
/// that no reference has counted as 0.1 (Chen and Cherry 2014, method 1), as Texygen and NLTK have it.
/// </summary>
public static class TextBleu
{
    private const double Smoothing = 0.1;
    private const int LongestRun = 10;

    /// <summary>How much of the texts references have, in [0, 1].</summary>
    /// <param name="texts">Texts as numbers of tokens.</param>
    /// <param name="references">Texts that each is compared with, all at once.</param>
    /// <param name="n">The longest run, from 1 to 10. Usual are 2 to 5.</param>
    /// <exception cref="ArgumentException">There are no texts or no references.</exception>
    public static double Of(
        IReadOnlyList<IReadOnlyList<long>> texts,
        IReadOnlyList<IReadOnlyList<long>> references,
        int n
    )
    {
        NGrams.RequireTexts(texts, nameof(texts));
        NGrams.RequireTexts(references, nameof(references));
        Argument.Within(1, LongestRun, n);
        var known = new References(references, n);
        return texts.Average(text => Score(text, known, n, own: -1));
    }

    /// <summary>How much of each text the others have, in [0, 1]: 1 where all are the same.</summary>
    /// <param name="texts">At least two texts as numbers of tokens.</param>
    /// <param name="n">The longest run, from 1 to 10.</param>
    /// <exception cref="ArgumentException">There are fewer than two texts.</exception>
    public static double OfThemselves(IReadOnlyList<IReadOnlyList<long>> texts, int n)
    {
        NGrams.RequireTexts(texts, nameof(texts));
        Argument.Within(1, LongestRun, n);
        if (texts.Count < 2)
        {
            throw new ArgumentException("Texts are compared with each other, but there is one alone.", nameof(texts));
        }
        var known = new References(texts, n);
        return Enumerable.Range(0, texts.Count).Average(i => Score(texts[i], known, n, own: i));
    }

    private static double Score(IReadOnlyList<long> text, References known, int n, int own)
    {
        var logarithms = 0.0;
        for (var length = 1; length <= n; length++)
        {
            var runs = NGrams.Of(text, length);
            var matched = runs.Sum(run => Math.Min(run.Value, known.Most(length, run.Key, own)));
            if (length == 1 && matched == 0)
            {
                return 0;
            }
            var all = Math.Max(1, text.Count - length + 1);
            logarithms += Math.Log((matched == 0 ? Smoothing : matched) / all) / n;
        }
        var closest = known.Length(text.Count, own);
        var brevity = text.Count >= closest ? 1 : Math.Exp(1 - (closest / (double)text.Count));
        return brevity * Math.Exp(logarithms);
    }

    /// <summary>How often some reference has a run: all of them, or all but one.</summary>
    private sealed class References
    {
        private readonly Dictionary<string, Counts>[] runs; // by length
        private readonly SortedDictionary<int, int> lengths = [];
        private readonly IReadOnlyList<IReadOnlyList<long>> texts;

        internal References(IReadOnlyList<IReadOnlyList<long>> texts, int n)
        {
            this.texts = texts;
            runs = [.. Enumerable.Range(0, n).Select(_ => new Dictionary<string, Counts>(StringComparer.Ordinal))];
            for (var i = 0; i < texts.Count; i++)
            {
                lengths[texts[i].Count] = lengths.GetValueOrDefault(texts[i].Count) + 1;
                for (var length = 1; length <= n; length++)
                {
                    foreach (var (key, count) in NGrams.Of(texts[i], length))
                    {
                        runs[length - 1][key] = runs[length - 1].GetValueOrDefault(key, Counts.None).With(i, count);
                    }
                }
            }
        }

        internal int Most(int length, string key, int without)
        {
            var counts = runs[length - 1].GetValueOrDefault(key, Counts.None);
            return counts.Owner == without ? counts.Second : counts.First;
        }

        /// <summary>The length nearest to one; of two as near, the shorter.</summary>
        internal int Length(int length, int without)
        {
            var own = without < 0 ? -1 : texts[without].Count;
            return lengths
                .Where(each => each.Key != own || each.Value > 1)
                .MinBy(each => (Math.Abs(each.Key - length), each.Key))
                .Key;
        }
    }

    /// <summary>The two largest counts of a run, and which text has the largest.</summary>
    private readonly record struct Counts(int Owner, int First, int Second)
    {
        internal static readonly Counts None = new(-2, 0, 0);

        internal Counts With(int text, int count) =>
            count > First ? new(text, count, First) : this with { Second = Math.Max(Second, count) };
    }
}
