namespace Gan.Metrics;

/// <summary>
/// A model of texts by runs of n tokens, to judge others with: a token's probability follows from the n − 1 before it,
/// mixed with that from fewer (Witten and Bell 1991, as Chen and Goodman 1998 interpolate it). Learnt from texts that
/// the writer never saw, it says how pronounceable what it writes is.
/// </summary>
public sealed class NGramModel
{
    private const long Start = -1;
    private const long End = -2;

    private readonly int n;
    private readonly long tokens;
    private readonly Dictionary<string, Context> contexts = new(StringComparer.Ordinal);

    /// <summary>Learns from texts.</summary>
    /// <param name="texts">Texts as numbers of tokens.</param>
    /// <param name="tokens">How many tokens there are, with the end of a text as one. At least 2.</param>
    /// <param name="n">Tokens of a run, from 1 to 10.</param>
    /// <exception cref="ArgumentException">There are no texts.</exception>
    public NGramModel(IReadOnlyList<IReadOnlyList<long>> texts, long tokens, int n)
    {
        NGrams.RequireTexts(texts, nameof(texts));
        this.tokens = Argument.AtLeast(2, tokens);
        this.n = Argument.Within(1, 10, n);
        foreach (var text in texts)
        {
            var marked = Marked(text);
            for (var t = n - 1; t < marked.Count; t++)
            {
                for (var length = 0; length < n; length++)
                {
                    ContextOf(NGrams.Key(marked, t - length, length)).Add(marked[t]);
                }
            }
        }
    }

    /// <summary>−ln of the probability of texts, for each token and end on average: lower is better.</summary>
    /// <exception cref="ArgumentException">There are no texts.</exception>
    public double Unlikelihood(IReadOnlyList<IReadOnlyList<long>> texts)
    {
        NGrams.RequireTexts(texts, nameof(texts));
        var sum = 0.0;
        var count = 0L;
        foreach (var text in texts)
        {
            var marked = Marked(text);
            for (var t = n - 1; t < marked.Count; t++)
            {
                sum -= Math.Log(Probability(marked, t));
                count++;
            }
        }
        return sum / count;
    }

    private double Probability(List<long> text, int t)
    {
        var probability = 1.0 / tokens;
        for (var length = 0; length < n; length++)
        {
            if (!contexts.TryGetValue(NGrams.Key(text, t - length, length), out var context))
            {
                break; // longer ones were not met either
            }
            probability = context.Mix(text[t], probability);
        }
        return probability;
    }

    private List<long> Marked(IReadOnlyList<long> text) => [.. Enumerable.Repeat(Start, n - 1), .. text, End];

    private Context ContextOf(string key)
    {
        if (!contexts.TryGetValue(key, out var context))
        {
            context = new Context();
            contexts[key] = context;
        }
        return context;
    }

    private sealed class Context
    {
        private readonly Dictionary<long, long> followers = [];
        private long count;

        internal void Add(long token)
        {
            followers[token] = followers.GetValueOrDefault(token) + 1;
            count++;
        }

        // What has had many followers may well have another.
        internal double Mix(long token, double shorter) =>
            (followers.GetValueOrDefault(token) + (followers.Count * shorter)) / (count + followers.Count);
    }
}
