using System.Text;
using CsvHelper;

namespace Gan.Data;

/// <summary>The cells of a CSV file as text, with where each row stands.</summary>
internal sealed class CsvRows
{
    // A quote that is never closed would make one cell of the rest of the file.
    private const int MaxRowChars = 1 << 24;

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
    internal readonly record struct Row(string[] Cells, long Number, long Line)
    {
        /// <summary>The cell of a column; null where it counts as missing.</summary>
        public string? Cell(int column, IReadOnlyList<string> missingMarks) =>
            missingMarks.Contains(Cells[column]) ? null : Cells[column];
    }

    /// <summary>The rows without those to be dropped. A missing cell that is an error is one here.</summary>
    public List<Row> Filter(IReadOnlyList<string> missingMarks, List<(int Place, MissingValues Missing)> columns)
    {
        var whole = new List<Row>(Rows.Count);
        foreach (var row in Rows)
        {
            var gaps = columns.FindAll(column => row.Cell(column.Place, missingMarks) is null);
            if (gaps.Exists(gap => gap.Missing == MissingValues.DropRow))
            {
                continue;
            }

            var wrong = gaps.FindIndex(gap => gap.Missing == MissingValues.Error);
            if (wrong >= 0)
            {
                throw WrongCell(row, gaps[wrong].Place, "a value");
            }

            whole.Add(row);
        }

        return whole.Count > 0
            ? whole
            : throw new DataFormatException(
                Path,
                "a row without missing cells",
                $"none among {Rows.Count}",
                "State another rule for missing cells, or the columns as Ignored."
            );
    }

    public int PlaceOf(string name)
    {
        var place = Array.IndexOf(Names, name);
        return place >= 0 ? place : throw UnknownColumn(name);
    }

    public DataFormatException UnknownColumn(string name) =>
        new(
            Path,
            $"a column named '{name}'",
            string.Join(", ", Names.Select(known => $"'{known}'")),
            "Correct the name, or the separator if columns were not told apart."
        );

    public DataFormatException WrongCell(Row row, int column, string expected) =>
        new(
            Path,
            $"{expected} in column '{Names[column]}', row {row.Number} (line {row.Line})",
            $"'{row.Cells[column]}'",
            "Correct the cell, or state in TableOptions what the column is and what to do about missing cells."
        );

    public static CsvRows Read(string path, char? separator, bool hasHeader, Encoding encoding)
    {
        var (text, strict) = StrictText.Open(path, encoding);
        using var _ = text;
        try
        {
            var options = new CsvReaderOptions
            {
                Separator = separator,
                HasHeader = false,
                TrackLineNumbers = true,
                TrimWhitespace = true,
                PoolStrings = true,
                MalformedData = CsvMalformedDataHandling.Throw,
                MaxRecordSize = MaxRowChars,
            };
            using var reader = CsvReader.Create(text, options, leaveOpen: true);
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
            var cells = new string[reader.FieldCount];
            for (var i = 0; i < cells.Length; i++)
            {
                cells[i] = reader.GetString(i);
            }

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
                    "Quote cells that hold the separator, or state another separator "
                        + "(a table's as TableOptions.Separator)."
                );
            }

            rows.Add(new Row(cells, rows.Count + 1, reader.LineNumber));
        }

        if (rows.Count == 0)
        {
            throw new DataFormatException(
                path,
                "at least one row",
                names is null ? "an empty file" : "none but the header",
                "Pass a table with rows in it."
            );
        }
        return new CsvRows(path, names!, rows);
    }

    private static string[] Header(string[] cells, string path, bool hasHeader)
    {
        var names = new string[cells.Length];
        for (var i = 0; i < names.Length; i++)
        {
            // Spreadsheets and pandas leave the name of an index column out.
            var hasName = hasHeader && cells[i].Length > 0;
            names[i] = hasName ? cells[i] : $"column {i + 1}";
        }

        var twice = names.CountBy(name => name).FirstOrDefault(count => count.Value > 1).Key;
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
