using System.Globalization;

namespace Gan.Tool.Data;

/// <summary>Seeds as people write them: 0,1,4-6.</summary>
internal static class SeedList
{
    private const int Most = 100_000;

    /// <summary>The seeds in their order.</summary>
    /// <exception cref="ToolException">It is no such list, or one of more than 100,000.</exception>
    public static IReadOnlyList<long> Read(string text)
    {
        var seeds = new List<long>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var ends = part.Split('-', 2, StringSplitOptions.TrimEntries);
            var first = Number(ends[0], text);
            var last = ends.Length == 2 ? Number(ends[1], text) : first;
            if (last < first || last - first >= Most || seeds.Count + (last - first) >= Most)
            {
                throw Bad(text);
            }
            for (var seed = first; seed <= last; seed++)
            {
                seeds.Add(seed);
            }
        }
        return seeds;
    }

    private static long Number(string word, string text) =>
        long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < long.MaxValue
            ? number
            : throw Bad(text);

    private static ToolException Bad(string text) =>
        new($"--seeds takes numbers and spans of at most {Most} seeds, such as 0,1,4-6, but was '{text}'.");
}
