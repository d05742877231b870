using System.Text;
using CsvHelper;

namespace Gan.Data;

/// <summary>The cells of a CSV file as text, with where each row stands.</summary>
internal sealed class CsvRows
{
    // A quote that is never closed would make one cell of the rest of the file.
    private const int LongestRow = 1 << 24;

    private CsvRows(string path, string[] names, List<Row> rows)
    {
        Path = path;
        Names = names;
        Rows = rows;
    }

    public string Path { get; }

    /// <summary>Columns' names.</summary>
    public string[] Names { get; }

    public List<Row> Rows { get; }

    /// <param name="Cells">As many as there are names, without the space around them.</param>
    /// <param name="Number">Number of the row from 1, without the header.</param>
    /// <param name="Line">Line of the file from 1.</param>
    internal readonly record struct Row(string[] Cells, long Number, long Line);

    public static CsvRows Read(string path, char? separator, bool hasHeader, Encoding encoding)
    {
        (StreamReader text, Encoding strict) = StrictText.Open(path, encoding);
        using StreamReader _ = text;
        try
        {
            using CsvReader reader = CsvReader.Create(
                text,
                new CsvReaderOptions
                {
                    Separator = separator,
                    HasHeader = false,
                    TrackLineNumbers = true,
                    TrimWhitespace = true,
                    PoolStrings = true,
                    MalformedData = CsvMalformedDataHandling.Throw,
                    MaxRecordSize = LongestRow,
                },
                leaveOpen: true
            );
            return Read(reader, path, hasHeader);
        }
        catch (CsvFormatException wrong)
        {
            throw new DataFormatException(
                path,
                "rows of cells, quoted where they hold separators",
                wrong.Message.TrimEnd('.'),
                "Double the quotes inside of quoted cells, and close every one.",
                wrong
            );
        }
        catch (DecoderFallbackException wrong)
        {
            throw StrictText.Wrong(path, strict, wrong);
        }
    }

    private static CsvRows Read(CsvReader reader, string path, bool hasHeader)
    {
        string[]? names = null;
        var rows = new List<Row>();
        while (reader.Read())
        {
            string[] cells = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)];
            if (names is null)
            {
                names = Header(cells, path, hasHeader);
                if (hasHeader)
                {
                    continue;
                }
            }

            if (cells.Length != names.Length)
            {
                throw new DataFormatException(
                    path,
                    $"{names.Length} cells in row {rows.Count + 1} (line {reader.LineNumber})",
                    $"{cells.Length}",
                    "Quote cells that hold the separator, or state another separator (a table's as "
                        + "TableOptions.Separator)."
                );
            }

            rows.Add(new Row(cells, rows.Count + 1, reader.LineNumber));
        }

        return rows.Count > 0
            ? new CsvRows(path, names!, rows)
            : throw new DataFormatException(
                path,
                "at least one row",
                names is null ? "an empty file" : "none but the header",
                "Pass a table with rows in it."
            );
    }

    private static string[] Header(string[] cells, string path, bool hasHeader)
    {
        // Spreadsheets and pandas leave the name of an index column out.
        string[] names = [.. cells.Select((name, i) => !hasHeader || name.Length == 0 ? $"column {i + 1}" : name)];
        string? twice = names.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1)?.Key;
        return twice is null
            ? names
            : throw new DataFormatException(
                path,
                "columns with different names",
                $"'{twice}' twice",
                "Rename one of them."
            );
    }
}
