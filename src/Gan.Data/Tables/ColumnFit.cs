using System.Globalization;
using System.Numerics;

namespace Gan.Data;

/// <summary>A column to be learnt.</summary>
/// <param name="Place">Which it is, from 0.</param>
/// <param name="Options">What is stated about it.</param>
/// <param name="Missing">What is done about its missing cells.</param>
internal sealed record ColumnRules(int Place, ColumnOptions Options, MissingValues Missing);

/// <summary>Learns a column from the cells of a table.</summary>
/// <param name="rows">The table.</param>
/// <param name="whole">Its rows in use: none has a missing cell where that is an error.</param>
/// <param name="options">The table's options.</param>
/// <param name="format">How it writes numbers.</param>
/// <param name="notes">Where doubtful readings are said.</param>
internal sealed class ColumnFit(
    CsvRows rows,
    List<CsvRows.Row> whole,
    TableOptions options,
    NumberFormat format,
    List<string> notes
)
{
    // A statement, not a heuristic: fifteen digits are all that a double holds of any decimal.
    private const int MaxDecimals = 15;

    // CTGAN, Xu et al. 2019, section 4.2.
    private const int MaxModes = 10;

    // Of whole numbers, up to which every one is a double.
    private const double MaxWhole = 1L << 53;

    // Of the cells, from which on words among numbers are worth a note.
    private const double Many = 0.5;

    private const string NumberRemedy =
        "Correct the cell, add it to TableOptions.MissingMarks, or state in TableOptions.Columns what the column is.";

    private const string FormatRemedy =
        "Correct the cell, state DecimalSeparator or ThousandsSeparator in TableOptions, or in Columns what the column "
        + "is.";

    /// <summary>The column's encoding; null when it is left out.</summary>
    /// <param name="column">Which column, and what is stated about it.</param>
    public TableColumn? Fit(ColumnRules column)
    {
        var name = rows.Names[column.Place];
        string?[] cells = [.. whole.Select(row => row.Cell(column.Place, options.MissingMarks))];
        var stated = column.Options;
        var kind = stated.Kind ?? (stated.Categories is null ? null : ColumnKind.Categorical);
        kind ??= stated.Range is null ? Infer(column.Place, cells) : ColumnKind.Numeric;
        if (kind == ColumnKind.Ignored)
        {
            return null;
        }

        if (StatedColumn.Of(name, column, kind.Value, options, cells) is { } known)
        {
            return known;
        }

        if (kind == ColumnKind.Numeric)
        {
            return Numeric(column, cells, column.Options.Scaling ?? options.Scaling);
        }

        // The empty word stands for what is missing, unless that is filled in.
        var present = cells.Where(cell => cell is not null || column.Missing == MissingValues.OwnCategory);
        var words = ColumnText.Sort(present.Select(cell => cell ?? ""));
        if (words.Count == 0)
        {
            throw Empty(name);
        }

        return kind == ColumnKind.Label
            ? new LabelColumn(name, column.Missing, words)
            : Categorical(column, cells, words);
    }

    private CategoricalColumn Categorical(ColumnRules column, IReadOnlyList<string?> cells, List<string> words)
    {
        var counts = cells.GroupBy(cell => cell ?? "").ToDictionary(group => group.Key, group => (long)group.Count());
        var frequent = words.MaxBy(word => counts.GetValueOrDefault(word))!;
        var all = words.Select(word => counts.GetValueOrDefault(word));
        if (column.Missing == MissingValues.Fill)
        {
            var gaps = cells.Count(cell => cell is null);
            all = words.Select(word => counts.GetValueOrDefault(word) + (word == frequent ? gaps : 0));
        }

        return new CategoricalColumn(rows.Names[column.Place], column.Missing, options.OneHot, words, frequent)
        {
            Counts = [.. all],
        };
    }

    private ColumnKind Infer(int place, string?[] cells)
    {
        var name = rows.Names[place];
        var present = cells.Count(cell => cell is not null);
        if (present == 0)
        {
            throw Empty(name);
        }

        var odd = Array.FindIndex(cells, cell => cell is not null && !format.TryRead(cell, out _));
        if (odd < 0)
        {
            return ColumnKind.Numeric;
        }

        var numbers = cells.Count(cell => cell is not null && NumberFormat.LooksLikeNumber(cell));
        if (numbers >= DecimalSearch.NearlyAll * present)
        {
            throw WrongNumber(place, odd, $"a number as in {numbers} of {present} cells");
        }

        var quantities = cells.Count(cell => cell is not null && NumberFormat.LooksLikeQuantity(cell));
        var isDoubtful = numbers + quantities >= Many * present;
        var first = isDoubtful
            ? $", '{cells[odd]}' in {rows.Place(whole[odd], place)} being the first that is none"
            : "";
        var words = cells.Distinct().Count();
        if (words > options.MaxCategories)
        {
            var share = isDoubtful ? $", with {numbers} numbers among {present} cells{first}" : "";
            throw new DataFormatException(
                rows.Path,
                $"at most {options.MaxCategories} categories in column '{name}'",
                $"{words}{share}",
                ManyWords.Remedy(cells, ManyWords.Others(rows, whole, options, (format, place)))
            );
        }

        if (isDoubtful)
        {
            notes.Add(
                $"Column '{name}' is read as {words} categories, though {numbers + quantities} of its {present} cells "
                    + $"look like numbers{first}. State in TableOptions.Columns what it is."
            );
        }

        return ColumnKind.Categorical;
    }

    private DataFormatException WrongNumber(int place, int row, string expected)
    {
        var isNumber = NumberFormat.LooksLikeNumber(whole[row].Cells[place]);
        return rows.WrongCell(whole[row], place, expected, isNumber ? FormatRemedy : NumberRemedy);
    }

    private TableColumn Numeric(ColumnRules column, string?[] cells, NumericScaling scaling)
    {
        var name = rows.Names[column.Place];
        var numbers = new List<double>(cells.Length);
        var rounded = -1;
        int? decimals = 0;
        for (var i = 0; i < cells.Length; i++)
        {
            if (cells[i] is not { } cell)
            {
                continue;
            }

            if (!format.TryRead(cell, out var number))
            {
                throw WrongNumber(column.Place, i, "a number");
            }

            numbers.Add(number);
            rounded = rounded < 0 && IsRounded(cell, number) ? i : rounded;
            var digits = Decimals(cell);
            decimals = decimals is null || digits is null ? null : Math.Max(decimals.Value, digits.Value);
        }

        if (numbers.Count == 0)
        {
            throw Empty(name);
        }

        if (rounded >= 0)
        {
            var place = rows.Place(whole[rounded], column.Place);
            notes.Add(
                $"Whole numbers beyond 2^53 are rounded to the nearest double, as '{cells[rounded]}' in {place}. "
                    + "State identifiers as Ignored in TableOptions.Columns."
            );
        }

        var (mean, deviation) = NumericFit.Moments(numbers);
        var min = numbers.Min();
        var max = numbers.Max();
        var hasMissing = column.Missing == MissingValues.OwnCategory && numbers.Count < cells.Length;
        TableColumn fit =
            scaling == NumericScaling.Modes && double.IsFinite(max - min)
                ? new ModesColumn(
                    name,
                    column.Missing,
                    ModeFit.Fit(numbers, MaxModes),
                    min,
                    max,
                    mean,
                    decimals,
                    hasMissing
                )
                : new NumericColumn(name, column.Missing, scaling, min, max, mean, deviation, decimals);
        return fit.Problem is { } problem
            ? throw new DataFormatException(
                rows.Path,
                $"numbers in column '{name}' whose differences a double holds",
                problem,
                "Scale the column down."
            )
            : fit;
    }

    private bool IsRounded(string cell, double number) =>
        Math.Abs(number) >= MaxWhole
        && BigInteger.TryParse(
            format.Invariant(cell),
            NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
            CultureInfo.InvariantCulture,
            out var whole
        )
        && whole != new BigInteger(number);

    private int? Decimals(string cell)
    {
        if (cell.AsSpan().IndexOfAny('e', 'E') >= 0)
        {
            return null;
        }

        var point = cell.IndexOf(format.Decimal);
        var digits = point < 0 ? 0 : cell.Length - point - 1;
        return digits <= MaxDecimals ? digits : null;
    }

    private DataFormatException Empty(string name) =>
        new(
            rows.Path,
            $"a value in column '{name}'",
            "none: every cell is missing",
            "State the column as Ignored in TableOptions.Columns."
        );
}
