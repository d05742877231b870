namespace Gan.Tool.Configuration;

/// <summary>The name that was probably meant.</summary>
internal static class NearestName
{
    /// <summary>The nearest of the names; null where none is near.</summary>
    public static string? Of(string written, IEnumerable<string> names)
    {
        var word = Plain(written);
        var nearest = names.MinBy(name => Distance(word, Plain(name)));
        var most = Math.Max(1, word.Length / 3);
        return nearest is not null && Distance(word, Plain(nearest)) <= most ? nearest : null;
    }

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <summary>Letters to insert, to delete, to replace or to swap with their neighbour (Damerau 1964).</summary>
    internal static int Distance(string a, string b)
    {
        var cost = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                cost[i, j] = i == 0 || j == 0 ? i + j : Step(cost, a, b, i, j);
            }
        }
        return cost[a.Length, b.Length];
    }

    private static int Step(int[,] cost, string a, string b, int i, int j)
    {
        var replaced = cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
        var least = Math.Min(replaced, 1 + Math.Min(cost[i - 1, j], cost[i, j - 1]));
        var swaps = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
        return swaps ? Math.Min(least, cost[i - 2, j - 2] + 1) : least;
    }
}
