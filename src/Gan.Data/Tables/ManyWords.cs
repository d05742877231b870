using System.Globalization;

namespace Gan.Data;

/// <summary>What to do about columns of too many words.</summary>
internal static class ManyWords
{
    private const string State =
        "tate the column as Ignored, or as Categorical if it shall be one, in TableOptions.Columns.";

    /// <summary>Names of the later columns of which the same will be said, so that all can be stated at once.</summary>
    internal static IReadOnlyList<string> Others(
        CsvRows rows,
        List<CsvRows.Row> whole,
        TableOptions options,
        (NumberFormat Format, int Column) after
    )
    {
        var others = new List<string>();
        for (var i = after.Column + 1; i < rows.Names.Length; i++)
        {
            if (options.Columns.ContainsKey(rows.Names[i]))
            {
                continue;
            }
            string?[] cells = [.. whole.Select(row => row.Cell(i, options.MissingMarks))];
            var isWords = cells.Any(cell => cell is not null && !after.Format.TryRead(cell, out _));
            if (isWords && cells.Distinct().Count() > options.MaxCategories)
            {
                others.Add($"'{rows.Names[i]}'");
            }
        }
        return others;
    }

    internal static string Remedy(IEnumerable<string?> cells, IReadOnlyList<string> others)
    {
        var areDates = cells
            .OfType<string>()
            .All(cell => DateTime.TryParse(cell, CultureInfo.InvariantCulture, DateTimeStyles.None, out _));
        var first = areDates ? $"Write dates as numbers, such as days since the first, or s{State}" : $"S{State}";
        return others.Count == 0 ? first : $"{first} The same goes for {string.Join(", ", others)}.";
    }
}
