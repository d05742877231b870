using System.Text;

namespace Gan.Monitoring;

/// <summary>A row of a table by RFC 4180.</summary>
internal static class CsvRow
{
    public static string Text(IEnumerable<string> cells) => string.Join(',', cells.Select(Quote));

    public static List<string> Cells(string row)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < row.Length; i++)
        {
            if (quoted && row[i..].StartsWith("\"\"", StringComparison.Ordinal))
            {
                cell.Append('"');
                i++;
            }
            else if (row[i] == '"')
            {
                quoted = !quoted;
            }
            else if (row[i] == ',' && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
            {
                cell.Append(row[i]);
            }
        }
        cells.Add(cell.ToString());
        return cells;
    }

    /// <summary>A name without line breaks, because a line break is the end of a row.</summary>
    public static string Flat(string name) => name.ReplaceLineEndings(" ");

    private static string Quote(string cell)
    {
        var flat = Flat(cell);
        return flat.AsSpan().IndexOfAny(',', '"') < 0
            ? flat
            : $"\"{flat.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
