using System.Text;
using CsvHelper;

namespace Gan.Data;

/// <summary>The cells of a CSV file as text, with where each row stands.</summary>
internal sealed class CsvRows
{
    // A quote that is never closed would make one cell of the rest of the file.
    private const int MaxRowChars = 1 << 24;

    private const string WrongCellRemedy =
        "Correct the cell, or state in TableOptions what the column is and what to do about missing cells.";

    private const string DecimalRemedy =
        " Where commas stand before fractions, state TableOptions.DecimalSeparator = ','.";

    private CsvRows(string path, char separator, string[] names, List<Row> rows)
    {
        Path = path;
        Separator = separator;
        Names = names;
        Rows = rows;
    }

    public string Path { get; }

    /// <summary>What stands between cells.</summary>
    public char Separator { get; }

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
        if (place < 0)
        {
            var composed = ComposedText.Of(name);
            place = Array.FindIndex(Names, known => ComposedText.Of(known) == composed);
        }

        return place >= 0
            ? place
            : throw new DataFormatException(
                Path,
                $"a column named '{name}'",
                string.Join(", ", Names.Select(known => $"'{known}'")),
                "Correct the name, or the separator if columns were not told apart."
            );
    }

    /// <summary>Where a cell stands: "column 'x', row 2 (line 3)".</summary>
    public string Place(Row row, int column) => $"column '{Names[column]}', row {row.Number} (line {row.Line})";

    public DataFormatException WrongCell(Row row, int column, string expected, string remedy = WrongCellRemedy) =>
        new(Path, $"{expected} in {Place(row, column)}", $"'{row.Cells[column]}'", remedy);

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="separator">What stands between cells; null finds it.</param>
    /// <param name="hasHeader">Whether the first row has the columns' names.</param>
    /// <param name="encoding">The encoding of a file without a byte order mark.</param>
    /// <param name="decimalSeparator">What stands before fractions, if stated.</param>
    public static CsvRows Read(
        string path,
        char? separator,
        bool hasHeader,
        Encoding encoding,
        char? decimalSeparator = null
    )
    {
        var found = WithText(path, encoding, text => CsvSeparator.Find(path, text, separator, decimalSeparator));
        return WithText(path, encoding, text => Read(text, path, found, hasHeader));
    }

    private static T WithText<T>(string path, Encoding encoding, Func<StreamReader, T> read)
    {
        var (text, strict) = StrictText.Open(path, encoding);
        using var _ = text;
        try
        {
            return read(text);
        }
        catch (DecoderFallbackException wrong)
        {
            throw StrictText.Wrong(path, strict, wrong);
        }
    }

    private static CsvRows Read(StreamReader text, string path, CsvSeparator separator, bool hasHeader)
    {
        try
        {
            var options = new CsvReaderOptions
            {
                Separator = separator.Separator,
                DetectSeparatorHint = false, // read here, quoted or not
                HasHeader = false,
                TrackLineNumbers = true,
                TrimWhitespace = true,
                PoolStrings = true,
                MalformedData = CsvMalformedDataHandling.Throw,
                MaxRecordSize = MaxRowChars,
            };
            using var reader = CsvReader.Create(text, options, leaveOpen: true);
            return Read(reader, path, separator, hasHeader);
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
    }

    private static CsvRows Read(CsvReader reader, string path, CsvSeparator separator, bool hasHeader)
    {
        string[]? names = null;
        var rows = new List<Row>();
        if (separator.HasHint)
        {
            reader.Read();
        }

        while (reader.Read())
        {
            var cells = new string[reader.FieldCount];
            for (var i = 0; i < cells.Length; i++)
            {
                cells[i] = reader.GetString(i);
            }

            var line = reader.LineNumber;
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
                    $"{names.Length} cells in row {rows.Count + 1} (line {line})",
                    $"{cells.Length}",
                    "Quote cells that hold the separator, or state another separator "
                        + "(a table's as TableOptions.Separator)."
                        + (names.Length == 1 ? DecimalRemedy : "")
                );
            }

            rows.Add(new Row(cells, rows.Count + 1, line));
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
        return new CsvRows(path, separator.Separator, names!, rows);
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
