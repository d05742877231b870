using System.Diagnostics;
using System.Text;
using System.Text.Json.Serialization;
using CsvHelper;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>
/// How the rows of a table become samples, learnt from one file: kept as JSON, used on other files, and run backwards
/// on generated samples. Backwards, numbers are clamped to what was seen and rounded to its decimals, and the largest
/// number of a one-hot code names the category.
/// </summary>
public sealed record TableEncoding
{
    /// <summary>The columns in use, in the file's order.</summary>
    public required IReadOnlyList<TableColumn> Columns { get; init; }

    /// <summary>What counts as a missing cell.</summary>
    public required IReadOnlyList<string> MissingMarks { get; init; }

    /// <summary>True when the file has a row of names.</summary>
    public required bool HasHeader { get; init; }

    /// <summary>What stands before the fraction of a number: a point or a comma. Default a point.</summary>
    public char DecimalSeparator { get; init; } = '.';

    /// <summary>What may stand between groups of digits, as <see cref="TableOptions.ThousandsSeparator"/>; null (the
    /// default) for nothing.</summary>
    public char? ThousandsSeparator { get; init; }

    internal NumberFormat Format => new(DecimalSeparator, ThousandsSeparator);

    /// <summary>F, the numbers in a sample.</summary>
    [JsonIgnore]
    public int Width => Columns.Sum(column => column.Width);

    /// <summary>What the labels mean, or null for a table without them.</summary>
    [JsonIgnore]
    public IReadOnlyList<string>? Classes => Label?.Classes;

    /// <summary>The column that a number of a sample belongs to: a category has several numbers.</summary>
    /// <param name="number">From 0 to <see cref="Width"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A sample has no such number.</exception>
    public TableColumn ColumnOf(long number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, Width);
        long end = 0;
        foreach (var column in Columns)
        {
            end += column.Width;
            if (number < end)
            {
                return column;
            }
        }
        throw new UnreachableException();
    }

    /// <summary>Which numbers of a sample belong together, in their order. They cover all <see cref="Width"/> of
    /// them.</summary>
    [JsonIgnore]
    public IReadOnlyList<TableSpan> Spans
    {
        get
        {
            var spans = new List<TableSpan>();
            var start = 0;
            foreach (var column in Columns)
            {
                foreach (var (width, kind) in column.Parts)
                {
                    spans.Add(new TableSpan(column, start, width, kind));
                    start += width;
                }
            }

            return spans;
        }
    }

    internal LabelColumn? Label => Columns.OfType<LabelColumn>().FirstOrDefault();

    /// <summary>Generated samples as rows.</summary>
    /// <param name="samples">Floats <c>[N, F]</c>, on any device.</param>
    /// <param name="labels">Whole numbers <c>[N]</c> for a table with labels; null for one without.</param>
    /// <returns>N rows of cells, in the order of <see cref="Columns"/>, numbers with
    /// <see cref="DecimalSeparator"/> and without groups.</returns>
    /// <exception cref="ArgumentException">A shape does not fit, labels are
    /// missing or too many, or a number is NaN or infinite.</exception>
    public IReadOnlyList<IReadOnlyList<string>> Decode(Tensor samples, Tensor? labels = null)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (samples.dim() != 2 || samples.shape[1] != Width)
        {
            throw new ArgumentException(
                $"Samples of this table have shape [N, {Width}], but these have {ShapeText.Of(samples.shape)}.",
                nameof(samples)
            );
        }

        using var scope = NewDisposeScope();
        if (samples.shape[0] == 0)
        {
            LabelsOf(labels, 0);
            return []; // TorchSharp hands out no elements of a tensor that has none
        }

        var numbers = samples.detach().to(ScalarType.Float32).cpu().contiguous().data<float>().ToArray();
        var classes = LabelsOf(labels, samples.shape[0]);
        var bad = Array.FindIndex(numbers, number => !float.IsFinite(number));
        if (bad >= 0)
        {
            throw new ArgumentException(
                $"Samples must be finite, but row {bad / Width} has {numbers[bad]} at {bad % Width}.",
                nameof(samples)
            );
        }

        var rows = new IReadOnlyList<string>[samples.shape[0]];
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row] = Decode(numbers.AsSpan(row * Width, Width), classes?[row] ?? 0);
        }

        return rows;
    }

    /// <summary>Writes generated samples as a CSV file in UTF-8, with commas between cells (semicolons where
    /// <see cref="DecimalSeparator"/> is a comma), names if the original has them, and cells quoted where they need it;
    /// an existing file is replaced.</summary>
    /// <param name="path">Where to; its folder must exist.</param>
    /// <param name="samples">As for <see cref="Decode(Tensor, Tensor)"/>.</param>
    /// <param name="labels">As for <see cref="Decode(Tensor, Tensor)"/>.</param>
    /// <exception cref="ArgumentException">As for <see cref="Decode(Tensor, Tensor)"/>.</exception>
    public void WriteCsv(string path, Tensor samples, Tensor? labels = null) => WriteCsv(path, Decode(samples, labels));

    /// <summary>Writes rows of cells as a CSV file, in the same form.</summary>
    /// <param name="path">Where to; its folder must exist.</param>
    /// <param name="rows">As <see cref="Decode(Tensor, Tensor)"/> gives them.</param>
    /// <exception cref="ArgumentException">A row has another number of cells than there are columns.</exception>
    public void WriteCsv(string path, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(rows);
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i]?.Count != Columns.Count || rows[i].Contains(null!))
            {
                throw new ArgumentException(
                    $"Rows of this table have {Columns.Count} cells, but row {i} has {rows[i]?.Count ?? 0}, or one is "
                        + "null.",
                    nameof(rows)
                );
            }
        }

        using var text = new StreamWriter(
            path,
            append: false,
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)
        );
        var options = new CsvWriterOptions { NewLine = "\n", Separator = DecimalSeparator == ',' ? ';' : ',' };
        using var writer = CsvWriter.Create(text, options, leaveOpen: true);
        if (HasHeader)
        {
            writer.WriteRecord(Columns.Select(column => column.Name).ToArray());
        }

        foreach (var row in rows)
        {
            writer.WriteRecord(row.ToArray());
        }
    }

    /// <summary>Writes the encoding as JSON; an existing file is replaced.</summary>
    /// <param name="path">Where to; its folder must exist.</param>
    public void Save(string path) => File.WriteAllText(path, ToJson());

    /// <summary>The encoding as JSON, as <see cref="Save"/> writes it.</summary>
    public string ToJson() => TableJson.Write(this);

    /// <summary>Reads an encoding that <see cref="Save"/> wrote.</summary>
    /// <param name="path">The JSON file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">The file is no such JSON, or what it says cannot be.</exception>
    public static TableEncoding Load(string path) => FromJson(File.ReadAllText(path), path);

    /// <summary>Reads an encoding that <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="source">Where it is from, for messages.</param>
    /// <exception cref="DataFormatException">It is no such JSON, or what it says cannot be.</exception>
    public static TableEncoding FromJson(string json, string source)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(source);
        return TableJson.Read(json, source);
    }

    internal List<string> Decode(ReadOnlySpan<float> numbers, long label)
    {
        var cells = new List<string>(Columns.Count);
        foreach (var column in Columns)
        {
            var cell = column is LabelColumn classes
                ? classes.Classes[(int)label]
                : column.Decode(numbers[..column.Width], Format);
            cells.Add(cell);
            numbers = numbers[column.Width..];
        }

        return cells;
    }

    private long[]? LabelsOf(Tensor? labels, long count)
    {
        if ((labels is null) != (Label is null))
        {
            var problem = labels is null
                ? $"This table has the label '{Label!.Name}': pass the labels of the samples."
                : "This table has no label: pass samples alone.";
            throw new ArgumentException(problem, nameof(labels));
        }

        if (labels is null)
        {
            return null;
        }

        var classes = labels.numel() == 0 ? [] : labels.to(ScalarType.Int64).cpu().contiguous().data<long>().ToArray();
        var last = Label!.Classes.Count - 1;
        if (labels.dim() == 1 && classes.Length == count && classes.All(label => label >= 0 && label <= last))
        {
            return classes;
        }

        var min = classes.DefaultIfEmpty().Min();
        var max = classes.DefaultIfEmpty().Max();
        throw new ArgumentException(
            $"Labels must be {count} whole numbers from 0 to {last}, but have shape "
                + $"{ShapeText.Of(labels.shape)} and lie from {min} to {max}.",
            nameof(labels)
        );
    }
}
