using System.Globalization;
using System.Text;

namespace Gan.Metrics;

/// <summary>Runs of tokens of one length, as keys.</summary>
internal static class NGrams
{
    /// <summary>How often a text has each run of n tokens.</summary>
    internal static Dictionary<string, int> Of(IReadOnlyList<long> text, int n)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var start = 0; start + n <= text.Count; start++)
        {
            var key = Key(text, start, n);
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }
        return counts;
    }

    /// <summary>A run of tokens as text, which no other run has.</summary>
    internal static string Key(IReadOnlyList<long> text, int start, int n)
    {
        var key = new StringBuilder();
        for (var t = start; t < start + n; t++)
        {
            key.Append(CultureInfo.InvariantCulture, $"{text[t]} ");
        }
        return key.ToString();
    }

    /// <exception cref="ArgumentException">There is no text, or one is null.</exception>
    internal static void RequireTexts(IReadOnlyList<IReadOnlyList<long>> texts, string name)
    {
        ArgumentNullException.ThrowIfNull(texts, name);
        if (texts.Count == 0 || texts.Contains(null!))
        {
            throw new ArgumentException(texts.Count == 0 ? "There is no text." : "One of the texts is null.", name);
        }
    }
}
