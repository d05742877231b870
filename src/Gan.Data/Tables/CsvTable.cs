using Microsoft.Extensions.Logging;

namespace Gan.Data;

/// <summary>A CSV file as a table of numeric and categorical columns, made into samples that a GAN learns, with the
/// encoding that leads back to rows.</summary>
public sealed class CsvTable
{
    // 2 GiB of floats in one managed array.
    private const long MaxNumbers = 1L << 29;

    private const string StatedRemedy = "Correct the cell, or state the word too: ColumnOptions.OneOf.";

    private readonly float[] samples;
    private readonly long[] labels;
    private bool isLearnt;

    private CsvTable(TableEncoding encoding, string path, long dropped, float[] samples, long[] labels)
    {
        Encoding = encoding;
        DroppedRows = dropped;
        this.samples = samples;
        this.labels = labels;
        Name = Path.GetFileName(path);
    }

    /// <summary>How rows become samples, and samples rows.</summary>
    public TableEncoding Encoding { get; }

    /// <summary>The file's name, without its folder.</summary>
    public string Name { get; }

    /// <summary>Number of rows in use.</summary>
    public long Count => samples.Length / Encoding.Width;

    /// <summary>Number of rows left out because a cell was missing.</summary>
    public long DroppedRows { get; }

    /// <summary>What was decided about the file that nobody stated and that may be meant otherwise, a sentence each
    /// with the cell and the option that states it: a decimal comma, points that may stand between thousands, words
    /// among numbers, whole numbers beyond 2^53. Empty where the table was read with an encoding.</summary>
    public IReadOnlyList<string> Notes { get; private init; } = [];

    /// <summary>Reads a table and learns its encoding: kinds of columns, ranges and categories.</summary>
    /// <param name="path">A CSV file: cells quoted where they hold separators, quotes or line breaks (RFC 4180),
    /// numbers with a point, or a comma where the cells leave no doubt or <see cref="TableOptions.DecimalSeparator"/>
    /// states it. The culture of the program changes nothing.</param>
    /// <param name="options">What is stated; null for the defaults.</param>
    /// <param name="log">Where <see cref="Notes"/> go as warnings; nowhere by default.</param>
    /// <exception cref="GanConfigurationException">The options cannot be: several labels, a rule for missing cells that
    /// its column cannot follow, fewer than one category, a separator that cannot be one, or a setting that is
    /// null.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">
    /// The text is not in the encoding (the message names byte and line), a cell is missing or not what its column
    /// holds (the message names row, line and column), a row has another number of cells, quotes are wrong, a stated
    /// column is not there, a column has too many categories or no value at all, or no row or column is left. Also
    /// where people would have to guess: several separators split every line alike, numbers may have decimal points or
    /// commas, or nearly all cells of a column are numbers and one is not.
    /// </exception>
    public static CsvTable Load(string path, TableOptions? options = null, ILogger? log = null)
    {
        options ??= new TableOptions();
        GanConfigurationException.ThrowIfAny(options.Problems());
        var rows = CsvRows.Read(path, options.Separator, options.HasHeader, options.Encoding, options.DecimalSeparator);
        var stated = new Dictionary<int, ColumnOptions>();
        foreach (var (name, column) in options.Columns)
        {
            stated[rows.PlaceOf(name)] = column;
        }

        var used = new List<ColumnRules>();
        for (var i = 0; i < rows.Names.Length; i++)
        {
            var column = stated.GetValueOrDefault(i) ?? new ColumnOptions();
            if (column.Kind != ColumnKind.Ignored)
            {
                used.Add(new ColumnRules(i, column, MissingRule(column, options)));
            }
        }

        var whole = rows.Filter(options.MissingMarks, used.ConvertAll(column => (column.Place, column.Missing)));
        var notes = new List<string>();
        var format = DecimalSearch.Find(rows, whole, used, options, notes);
        var fit = new ColumnFit(rows, whole, options, format, notes);
        List<TableColumn> columns = [.. used.Select(fit.Fit).OfType<TableColumn>()];

        var encoding = new TableEncoding
        {
            Columns = columns,
            MissingMarks = [.. options.MissingMarks],
            HasHeader = options.HasHeader,
            DecimalSeparator = format.Decimal,
            ThousandsSeparator = format.Thousands,
        };
        var table = Encode(rows, whole, encoding, notes);
        table.isLearnt = true;
        foreach (var note in log is null ? [] : notes)
        {
            Log.TableNote(log!, path, note);
        }

        return table;
    }

    // Labels are not filled in: there, the table's rule is an error.
    private static MissingValues MissingRule(ColumnOptions column, TableOptions options)
    {
        if (column.Missing is { } rule)
        {
            return rule;
        }

        var isFilledLabel = column.Kind == ColumnKind.Label && options.Missing == MissingValues.Fill;
        return isFilledLabel ? MissingValues.Error : options.Missing;
    }

    /// <summary>Reads a table with the encoding learnt from another: rows held out, or new ones. Numbers beyond those
    /// seen lie beyond −1 and 1.</summary>
    /// <param name="path">A CSV file with at least the encoding's
    /// columns, in any order; without a header, at their places.</param>
    /// <param name="encoding">The encoding.</param>
    /// <param name="separator">What stands between cells; null finds it.</param>
    /// <param name="text">Encoding of a file without a byte order mark; null is UTF-8.</param>
    /// <exception cref="ArgumentException">The separator cannot be one.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">As when an encoding is
    /// learnt; also at a category that was not seen then.</exception>
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

        var rows = CsvRows.Read(
            path,
            separator,
            encoding.HasHeader,
            text ?? new TableOptions().Encoding,
            encoding.DecimalSeparator
        );
        List<(int Place, MissingValues Missing)> columns =
        [
            .. encoding.Columns.Select(column => (rows.PlaceOf(column.Name), column.Missing)),
        ];
        return Encode(rows, rows.Filter(encoding.MissingMarks, columns), encoding, notes: []);
    }

    /// <summary>The rows in use as cells, in the encoding's order: numbers with its decimals, missing cells as it
    /// writes them, or filled in.</summary>
    public IReadOnlyList<IReadOnlyList<string>> ToRows()
    {
        var rows = new IReadOnlyList<string>[Count];
        for (var row = 0; row < rows.Length; row++)
        {
            var sample = samples.AsSpan(row * Encoding.Width, Encoding.Width);
            rows[row] = Encoding.Decode(sample, labels.Length > 0 ? labels[row] : 0);
        }

        return rows;
    }

    /// <summary>The samples, float32 <c>[F]</c> with F = <see cref="TableEncoding.Width"/>, and labels if the table has
    /// them; the caller owns the result.</summary>
    public ArrayDataset ToDataset() =>
        ArrayDataset.Table(samples, Encoding.Width, labels, Encoding.Classes?.Count, Name);

    /// <summary>The samples for training by sampling, each with a category that it is asked by (CTGAN, Xu et al. 2019,
    /// section 4.3).</summary>
    /// <param name="frequency">How often training meets each category.</param>
    /// <exception cref="InvalidOperationException">The table was read with the encoding of another one, whose counts of
    /// categories are not its own.</exception>
    public SampledTable ToSampledTable(ConditionFrequency frequency = ConditionFrequency.Log) =>
        isLearnt
            ? new SampledTable(samples, Encoding, Name, frequency)
            : throw new InvalidOperationException(
                $"'{Name}' was read with the encoding of another table, which counts that one's categories. Read it "
                    + "with CsvTable.Load(path, options)."
            );

    private static CsvTable Encode(
        CsvRows rows,
        List<CsvRows.Row> whole,
        TableEncoding encoding,
        IReadOnlyList<string> notes
    )
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

        if (whole.Count * (long)encoding.Width > MaxNumbers)
        {
            throw new DataFormatException(
                rows.Path,
                $"at most {MaxNumbers} numbers",
                $"{whole.Count} rows of {encoding.Width}",
                "State columns with many categories as Ignored."
            );
        }

        var samples = new float[whole.Count * encoding.Width];
        var labels = new long[encoding.Label is null ? 0 : whole.Count];
        int[] places = [.. encoding.Columns.Select(column => rows.PlaceOf(column.Name))];
        for (var row = 0; row < whole.Count; row++)
        {
            var sample = samples.AsSpan(row * encoding.Width, encoding.Width);
            for (var i = 0; i < places.Length; i++)
            {
                var column = encoding.Columns[i];
                var cell = whole[row].Cell(places[i], encoding.MissingMarks);
                // The same whenever the table is read. In a stated column no other row may decide, not by its place.
                var chance = SplitMix64.For((ulong)i, column.IsStated ? Hash(whole[row], places) : row).Unit();
                if (!column.Encode(cell, encoding.Format, sample[..column.Width], chance))
                {
                    throw column is CategoricalColumn { IsStated: true }
                        ? rows.WrongCell(whole[row], places[i], column.Expected, StatedRemedy)
                        : rows.WrongCell(whole[row], places[i], column.Expected);
                }

                sample = sample[column.Width..];
                if (column is LabelColumn label)
                {
                    labels[row] = label.Label(cell)!.Value;
                }
            }
        }

        var dropped = rows.Rows.Count - whole.Count;
        return new CsvTable(encoding, rows.Path, dropped, samples, labels) { Notes = notes };
    }

    // FNV-1a (Fowler, Noll and Vo) of the cells in use, each behind its number.
    private static long Hash(CsvRows.Row row, int[] places)
    {
        const ulong Prime = 0x100000001B3;
        var hash = 0xCBF29CE484222325;
        foreach (var place in places)
        {
            hash = unchecked((hash ^ (ulong)place) * Prime);
            foreach (var character in row.Cell(place, []) ?? "")
            {
                hash = unchecked((hash ^ character) * Prime);
            }
        }
        return unchecked((long)hash);
    }
}
