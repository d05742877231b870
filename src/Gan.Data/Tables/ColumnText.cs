using System.Globalization;

namespace Gan.Data;

/// <summary>What categorical columns and labels, of tables and of images, share.</summary>
internal static class ColumnText
{
    private const int MaxWords = 20; // in a message

    public static Dictionary<string, int> Places(IReadOnlyList<string> words)
    {
        var places = new Dictionary<string, int>();
        for (var i = 0; i < words.Count; i++)
        {
            places.Add(words[i], i);
        }

        return places;
    }

    /// <summary>The place of a word; null where it is not there. One whose letters and accents stand apart is the one
    /// that has them as one character, and the other way round.</summary>
    public static int? Find(Dictionary<string, int> places, string word)
    {
        if (places.TryGetValue(word, out var place))
        {
            return place;
        }

        if (System.Text.Ascii.IsValid(word))
        {
            return null;
        }

        var composed = ComposedText.Of(word);
        var same = places.Keys.FirstOrDefault(known => ComposedText.Of(known) == composed);
        return same is null ? null : places[same];
    }

    private static bool IsWhole(string word, out long number) =>
        long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);

    public static string OneOf(IReadOnlyList<string> words)
    {
        var first = string.Join(", ", words.Take(MaxWords).Select(word => $"'{word}'"));
        var rest = words.Count > MaxWords ? $" and {words.Count - MaxWords} more" : "";
        return $"one of {first}{rest}";
    }

    public static string? Problem(IReadOnlyList<string>? words)
    {
        if (words is not { Count: > 0 })
        {
            return "no categories";
        }

        return words.Contains(null!) || words.Distinct().Count() < words.Count ? "a category twice" : null;
    }

    /// <summary>An order that does not depend on that of the rows: by number
    /// where all are whole numbers, else by the characters' codes.</summary>
    public static List<string> Sort(IEnumerable<string> words)
    {
        List<string> all = [.. words.Distinct()];
        all.Sort(string.CompareOrdinal);
        return all.TrueForAll(word => IsWhole(word, out _))
            ? [.. all.OrderBy(word => IsWhole(word, out var number) ? number : 0)]
            : all;
    }
}
