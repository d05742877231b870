using System.Globalization;

namespace Gan.Data;

/// <summary>What categorical columns and labels, of tables and of images, share.</summary>
internal static class ColumnText
{
    public static Dictionary<string, int> Places(IReadOnlyList<string> words) =>
        words.Select((word, i) => (word, i)).ToDictionary(p => p.word, p => p.i);

    private static bool IsWhole(string word, out long number) =>
        long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);

    public static string OneOf(IReadOnlyList<string> words) =>
        "one of "
        + $"{string.Join(", ", words.Take(20).Select(word => $"'{word}'"))}{(words.Count > 20 ? " and "
                + $"{words.Count - 20} "
                + "more" : "")}";

    public static string? Problem(IReadOnlyList<string>? words) =>
        words is not { Count: > 0 } ? "no categories"
        : words.Contains(null!) || words.Distinct().Count() < words.Count ? "a category twice"
        : null;

    /// <summary>An order that does not depend on that of the rows: by number where all are whole numbers, else by the
    /// characters' codes.</summary>
    public static List<string> Sorted(IEnumerable<string> words)
    {
        List<string> all = [.. words.Distinct()];
        all.Sort(string.CompareOrdinal);
        return all.TrueForAll(word => IsWhole(word, out _))
            ? [.. all.OrderBy(word => IsWhole(word, out long number) ? number : 0)]
            : all;
    }
}
