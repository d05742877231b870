using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Metrics;

/// <summary>
/// The Fréchet distance of texts by the runs of tokens that they have: each text is a row of how often it has the runs
/// that are most frequent among real ones. It sees quality and variety at once, as that of images does (Heusel et al.
/// 2017; of texts, de Masson d'Autume et al. 2019, arXiv:1905.09922), without a language model.
/// </summary>
public static class TextFrechet
{
    /// <summary>Fréchet distance between texts, at least 0.</summary>
    /// <param name="real">Real texts as numbers of tokens. At least two.</param>
    /// <param name="made">Texts to judge. At least two.</param>
    /// <param name="n">Tokens of a run. From 1 to 10. Default 2.</param>
    /// <param name="runs">How many runs are counted, the most frequent ones. At least 1. Default 200.</param>
    /// <exception cref="ArgumentException">There are fewer than two texts of a kind, or no real text has a run of n
    /// tokens.</exception>
    public static double Of(
        IReadOnlyList<IReadOnlyList<long>> real,
        IReadOnlyList<IReadOnlyList<long>> made,
        int n = 2,
        int runs = 200
    )
    {
        NGrams.RequireTexts(real, nameof(real));
        NGrams.RequireTexts(made, nameof(made));
        Argument.Within(1, 10, n);
        Argument.AtLeast(1, runs);
        var frequent = MostFrequent(real, n, runs);
        if (frequent.Count == 0)
        {
            throw new ArgumentException($"No real text has {n} tokens.", nameof(real));
        }
        using var scope = NewDisposeScope();
        return FrechetDistance.Compute(Rows(real, n, frequent), Rows(made, n, frequent));
    }

    // Of runs as frequent as each other, the first by its numbers.
    private static Dictionary<string, int> MostFrequent(IReadOnlyList<IReadOnlyList<long>> texts, int n, int runs)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (key, count) in texts.SelectMany(text => NGrams.Of(text, n)))
        {
            counts[key] = counts.GetValueOrDefault(key) + count;
        }
        return counts
            .OrderByDescending(each => each.Value)
            .ThenBy(each => each.Key, StringComparer.Ordinal)
            .Take(runs)
            .Index()
            .ToDictionary(each => each.Item.Key, each => each.Index, StringComparer.Ordinal);
    }

    private static Tensor Rows(IReadOnlyList<IReadOnlyList<long>> texts, int n, Dictionary<string, int> frequent)
    {
        var rows = new double[texts.Count, frequent.Count];
        for (var i = 0; i < texts.Count; i++)
        {
            foreach (var (key, count) in NGrams.Of(texts[i], n))
            {
                if (frequent.TryGetValue(key, out var place))
                {
                    rows[i, place] = count;
                }
            }
        }
        return tensor(rows);
    }
}
