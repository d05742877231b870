namespace Gan.Metrics;

/// <summary>How many of some texts are new, and how many are different.</summary>
/// <param name="New">The share that is none of the texts that were learnt from.</param>
/// <param name="Distinct">Different texts by their number: 1 where none is there twice.</param>
public sealed record TextNovelty(double New, double Distinct)
{
    /// <summary>Counts them.</summary>
    /// <param name="texts">Texts to judge, as numbers of tokens.</param>
    /// <param name="learnt">The texts that were learnt from.</param>
    /// <exception cref="ArgumentException">There are no texts.</exception>
    public static TextNovelty Of(IReadOnlyList<IReadOnlyList<long>> texts, IReadOnlyList<IReadOnlyList<long>> learnt)
    {
        NGrams.RequireTexts(texts, nameof(texts));
        NGrams.RequireTexts(learnt, nameof(learnt));
        var known = learnt.Select(Whole).ToHashSet(StringComparer.Ordinal);
        string[] all = [.. texts.Select(Whole)];
        return new(
            all.Count(text => !known.Contains(text)) / (double)all.Length,
            all.Distinct(StringComparer.Ordinal).Count() / (double)all.Length
        );
    }

    private static string Whole(IReadOnlyList<long> text) => NGrams.Key(text, 0, text.Count);
}
