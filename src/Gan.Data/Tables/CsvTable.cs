namespace Gan.Data;

/// <summary>A CSV file as a table of numeric and categorical columns, made into samples that a GAN learns, with the
/// encoding that leads back to rows.</summary>
public sealed class CsvTable
{
    // 2 GiB of floats in one managed array.
    private const long MostNumbers = 1L << 29;

    private readonly float[] samples;
    private readonly long[] labels;
    private readonly string name;

    private CsvTable(TableEncoding encoding, string path, long dropped, float[] samples, long[] labels)
    {
        Encoding = encoding;
        DroppedRows = dropped;
        this.samples = samples;
        this.labels = labels;
        name = Path.GetFileName(path);
    }

    /// <summary>How rows become samples, and samples rows.</summary>
    public TableEncoding Encoding { get; }

    /// <summary>Number of rows in use.</summary>
    public long Count => samples.Length / Encoding.Width;

    /// <summary>Number of rows left out because a cell was missing.</summary>
    public long DroppedRows { get; }

    /// <summary>Reads a table and learns its encoding: kinds of columns, ranges and categories.</summary>
    /// <param name="path">A CSV file: cells quoted where they hold separators, quotes or line breaks (RFC 4180),
    /// numbers with a point whatever the culture.</param>
    /// <param name="options">What is stated; null for the defaults.</param>
    /// <exception cref="GanConfigurationException">The options cannot be: several labels, a rule for missing cells that
    /// its column cannot follow, fewer than one category, a separator that cannot be one, or a setting that is
    /// null.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">
    /// The text is not in the encoding (the message names byte and line), a cell is missing or not what its column
    /// holds (the message names row, line and column), a row has another number of cells, quotes are wrong, a stated
    /// column is not there, a column has too many categories or no value at all, or no row or column is left.
    /// </exception>
    public static CsvTable Load(string path, TableOptions? options = null)
    {
        options ??= new TableOptions();
        GanConfigurationException.ThrowIfAny(options.Problems());
        CsvRows rows = CsvRows.Read(path, options.Separator, options.HasHeader, options.Encoding);
        if (options.Columns.Keys.FirstOrDefault(name => !rows.Names.Contains(name)) is { } unknown)
        {
            throw NoColumn(rows, unknown);
        }

        ColumnOptions[] stated =
        [
            .. rows.Names.Select(name => options.Columns.GetValueOrDefault(name) ?? new ColumnOptions()),
        ];
        MissingValues[] missing =
        [
            .. stated.Select(column =>
                column.Missing
                ?? (
                    column.Kind == ColumnKind.Label && options.Missing == MissingValues.Fill
                        ? MissingValues.Error
                        : options.Missing
                )
            ),
        ];
        var used = Enumerable.Range(0, rows.Names.Length).Where(i => stated[i].Kind != ColumnKind.Ignored).ToList();
        List<CsvRows.Row> kept = Keep(rows, options.MissingMarks, used.ConvertAll(i => (i, missing[i])));
        var columns = new List<TableColumn>();
        foreach (int i in used)
        {
            string?[] cells = [.. kept.Select(row => Cell(row, i, options.MissingMarks))];
            if (
                ColumnFit.Fit(
                    rows.Names[i],
                    cells,
                    stated[i],
                    missing[i],
                    options,
                    path,
                    (place, expected) => Wrong(rows, kept[place], i, expected)
                ) is
                { } column
            )
            {
                columns.Add(column);
            }
        }

        return Encode(
            rows,
            kept,
            new TableEncoding
            {
                Columns = columns,
                MissingMarks = [.. options.MissingMarks],
                HasHeader = options.HasHeader,
            }
        );
    }

    /// <summary>Reads a table with the encoding learnt from another: rows held out, or new ones. Numbers beyond those
    /// seen lie beyond −1 and 1.</summary>
    /// <param name="path">A CSV file with at least the encoding's columns, in any order; without a header, at their
    /// places.</param>
    /// <param name="encoding">The encoding.</param>
    /// <param name="separator">What stands between cells; null finds it.</param>
    /// <param name="text">Encoding of a file without a byte order mark; null is UTF-8.</param>
    /// <exception cref="ArgumentException">The separator cannot be one.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">As when an encoding is learnt; also at a category that was not seen
    /// then.</exception>
    public static CsvTable Load(
        string path,
        TableEncoding encoding,
        char? separator = null,
        System.Text.Encoding? text = null
    )
    {
        ArgumentNullException.ThrowIfNull(encoding);
        if (TableOptions.BadSeparator(separator) is { } problem)
        {
            throw new ArgumentException(problem.ToString(), nameof(separator));
        }

        CsvRows rows = CsvRows.Read(path, separator, encoding.HasHeader, text ?? new TableOptions().Encoding);
        return Encode(
            rows,
            Keep(
                rows,
                encoding.MissingMarks,
                [.. encoding.Columns.Select(column => (Place(rows, column.Name), column.Missing))]
            ),
            encoding
        );
    }

    /// <summary>The samples, float32 <c>[F]</c> with F = <see cref="TableEncoding.Width"/>, and labels if the table has
    /// them; the caller owns the result.</summary>
    public ArrayDataset ToDataset() =>
        ArrayDataset.Table(samples, Encoding.Width, labels, Encoding.Classes?.Count, name);

    private static CsvTable Encode(CsvRows rows, List<CsvRows.Row> kept, TableEncoding encoding)
    {
        if (encoding.Width == 0)
        {
            throw new DataFormatException(
                rows.Path,
                "at least one column of samples",
                "none beside labels and ignored ones",
                "Leave a column in use."
            );
        }

        if (kept.Count * (long)encoding.Width > MostNumbers)
        {
            throw new DataFormatException(
                rows.Path,
                $"at most {MostNumbers} numbers",
                $"{kept.Count} rows of {encoding.Width}",
                "State columns with many categories as Ignored."
            );
        }

        var samples = new float[kept.Count * encoding.Width];
        var labels = new long[encoding.Label is null ? 0 : kept.Count];
        int[] places = [.. encoding.Columns.Select(column => Place(rows, column.Name))];
        for (int row = 0; row < kept.Count; row++)
        {
            Span<float> sample = samples.AsSpan(row * encoding.Width, encoding.Width);
            for (int i = 0; i < places.Length; i++)
            {
                TableColumn column = encoding.Columns[i];
                string? cell = Cell(kept[row], places[i], encoding.MissingMarks);
                if (!column.Encode(cell, sample[..column.Width]))
                {
                    throw Wrong(rows, kept[row], places[i], column.Expected);
                }

                sample = sample[column.Width..];
                if (column is LabelColumn label)
                {
                    labels[row] = label.Label(cell)!.Value;
                }
            }
        }

        return new CsvTable(encoding, rows.Path, rows.Rows.Count - kept.Count, samples, labels);
    }

    /// <summary>The rows without those to be dropped. A missing cell that is an error is one here.</summary>
    private static List<CsvRows.Row> Keep(
        CsvRows rows,
        IReadOnlyList<string> marks,
        List<(int Column, MissingValues Rule)> columns
    )
    {
        var kept = new List<CsvRows.Row>(rows.Rows.Count);
        foreach (CsvRows.Row row in rows.Rows)
        {
            List<(int Column, MissingValues Rule)> gaps = columns.FindAll(column =>
                Cell(row, column.Column, marks) is null
            );
            if (gaps.Exists(gap => gap.Rule == MissingValues.DropRow))
            {
                continue;
            }

            int wrong = gaps.FindIndex(gap => gap.Rule == MissingValues.Error);
            if (wrong >= 0)
            {
                throw Wrong(rows, row, gaps[wrong].Column, "a value");
            }

            kept.Add(row);
        }

        return kept.Count > 0
            ? kept
            : throw new DataFormatException(
                rows.Path,
                "a row without missing cells",
                $"none among {rows.Rows.Count}",
                "State another rule for missing cells, or the columns as Ignored."
            );
    }

    private static string? Cell(CsvRows.Row row, int column, IReadOnlyList<string> marks) =>
        marks.Contains(row.Cells[column]) ? null : row.Cells[column];

    private static int Place(CsvRows rows, string name) =>
        Array.IndexOf(rows.Names, name) is var place and >= 0 ? place : throw NoColumn(rows, name);

    private static DataFormatException NoColumn(CsvRows rows, string name) =>
        new(
            rows.Path,
            $"a column named '{name}'",
            string.Join(", ", rows.Names.Select(n => $"'{n}'")),
            "Correct the name, or the separator if columns were not told apart."
        );

    private static DataFormatException Wrong(CsvRows rows, CsvRows.Row row, int column, string expected) =>
        new(
            rows.Path,
            $"{expected} in column '{rows.Names[column]}', row {row.Number} (line {row.Line})",
            $"'{row.Cells[column]}'",
            "Correct the cell, or state in TableOptions what the column is and what to do about missing cells."
        );
}
