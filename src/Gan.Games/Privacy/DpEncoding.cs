using Gan.Data;

namespace Gan.Games;

/// <summary>An encoding without what was counted in the table.</summary>
internal static class DpEncoding
{
    internal static TableEncoding Of(TableEncoding encoding) =>
        encoding with
        {
            Columns = [.. encoding.Columns.Select(Uncounted)],
        };

    private static TableColumn Uncounted(TableColumn column) =>
        column is CategoricalColumn words ? words with { Counts = null, MostFrequent = words.Categories[0] } : column;
}
