using System.Text;

namespace Gan.Data;

/// <summary>What a column of a table is.</summary>
public enum ColumnKind
{
    /// <summary>Numbers, which become one number in a sample.</summary>
    Numeric,

    /// <summary>One of some words, which becomes a number for each of them: one-hot.</summary>
    Categorical,

    /// <summary>Left out.</summary>
    Ignored,

    /// <summary>The class that a conditional GAN is asked by; at
    /// most one column. It is no part of the samples.</summary>
    Label,
}

/// <summary>What to do about a missing cell.</summary>
public enum MissingValues
{
    /// <summary>An error that names row and column.</summary>
    Error,

    /// <summary>The row is left out.</summary>
    DropRow,

    /// <summary>The column's mean or, for categories, its most frequent one. Not for the label.</summary>
    Fill,

    /// <summary>A category, class or mode of its own, written back as an empty cell. For numbers only with
    /// <see cref="NumericScaling.Modes"/>.</summary>
    OwnCategory,
}

/// <summary>How numbers are scaled.</summary>
public enum NumericScaling
{
    /// <summary>The column's smallest value becomes −1, its largest 1: fits a generator that ends in tanh.</summary>
    MinMax,

    /// <summary>(x − mean) / standard deviation (of the population): for generators with a linear end.</summary>
    Standard,

    /// <summary>The place within one of up to ten modes, and which mode it is: for columns of several peaks, and for
    /// CTGAN (Xu et al. 2019, section 4.2).</summary>
    Modes,
}

/// <summary>The two numbers of a one-hot code.</summary>
public enum OneHotCode
{
    /// <summary>−1 for no, 1 for yes: fits a generator that ends in tanh.</summary>
    MinusOneAndOne,

    /// <summary>0 for no, 1 for yes.</summary>
    ZeroAndOne,
}

/// <summary>How a CSV file is read as a table.</summary>
public sealed record TableOptions
{
    /// <summary>
    /// What is stated about columns, by name: <c>Columns = { ["id"] = ColumnKind.Ignored,
    /// ["species"] = ColumnKind.Label }</c>. Without a header the names are "column 1",
    /// "column 2" and so on. Default: nothing, every kind is inferred.
    /// </summary>
    public Dictionary<string, ColumnOptions> Columns { get; init; } = [];

    /// <summary>What to do about missing cells where a column states nothing. Default
    /// <see cref="MissingValues.Error"/>, which also serves where the rule cannot: numbers have no category of their
    /// own unless they have modes, labels are not filled in.</summary>
    public MissingValues Missing { get; init; }

    /// <summary>What counts as missing, whole cells without the space around them. Default: nothing, ?, and what pandas
    /// takes for missing: NA, N/A, n/a, &lt;NA&gt;, NaN, nan, -NaN, -nan, null, NULL, None, #N/A, #N/A N/A, #NA,
    /// 1.#IND, -1.#IND, 1.#QNAN and -1.#QNAN.</summary>
    public IReadOnlyList<string> MissingMarks { get; init; } =
    [
        "",
        "NA",
        "N/A",
        "NaN",
        "nan",
        "null",
        "NULL",
        "None",
        "?",
        "n/a",
        "<NA>",
        "-NaN",
        "-nan",
        "#N/A",
        "#N/A N/A",
        "#NA",
        "1.#IND",
        "-1.#IND",
        "1.#QNAN",
        "-1.#QNAN",
    ];

    /// <summary>How numbers are scaled where a column states nothing.
    /// Default <see cref="NumericScaling.MinMax"/>.</summary>
    public NumericScaling Scaling { get; init; }

    /// <summary>The two numbers of one-hot codes. Default −1 and 1.</summary>
    public OneHotCode OneHot { get; init; }

    /// <summary>Categories beyond which a column that nothing is stated about is refused, at least 1: such a column is
    /// likely a name or a date. Default 256.</summary>
    public int MaxCategories { get; init; } = 256;

    /// <summary>What stands between cells, an ASCII character; null (the default) takes that of a first line such as
    /// <c>sep=;</c>, else the one of comma, semicolon, tab and bar that splits every line alike. Where several do, the
    /// file is refused.</summary>
    public char? Separator { get; init; }

    /// <summary>
    /// What stands before the fraction of a number: a point or a comma. Null (the default) is a point; or a comma where
    /// no comma stands between cells, nearly all cells of a column are numbers that way, and no other column has
    /// points. <see cref="CsvTable.Notes"/> says so then. Never the culture of the program.
    /// </summary>
    public char? DecimalSeparator { get; init; }

    /// <summary>
    /// What may stand between groups of digits: a comma, a point, a space (also those that break no line) or an
    /// apostrophe. Null (the default) for nothing: "1,234" is then no number. Groups are of three digits, in the Indian
    /// way of two before the last; anything else is no number.
    /// </summary>
    public char? ThousandsSeparator { get; init; }

    /// <summary>True (the default) when the first row has the columns' names.</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>The file's encoding where it has no byte order mark. Default UTF-8. Bytes that are none of it are an
    /// error, whatever the encoding would replace them by.</summary>
    public Encoding Encoding { get; init; } =
        new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>As CTGAN reads a table (Xu et al. 2019, section 4): numbers by their modes, categories as 0 and 1,
    /// missing cells as modes and categories of their own.</summary>
    public static TableOptions ForCtgan =>
        new()
        {
            Scaling = NumericScaling.Modes,
            OneHot = OneHotCode.ZeroAndOne,
            Missing = MissingValues.OwnCategory,
        };

    /// <summary>What cannot be, each with its remedy; empty when all is well.</summary>
    public IEnumerable<Problem> Problems() =>
        [
            .. Bounds.All(
                Bounds.AtLeast(1, MaxCategories),
                Is(Columns is { } columns && IsWhole(columns.Values), nameof(Columns)),
                Is(IsWhole(MissingMarks), nameof(MissingMarks)),
                Is(IsWhole([Encoding]), nameof(Encoding)),
                Is(Enum.IsDefined(Missing), nameof(Missing)),
                Is(Enum.IsDefined(Scaling), nameof(Scaling)),
                Is(Enum.IsDefined(OneHot), nameof(OneHot)),
                BadSeparator(Separator),
                BadNumbers(DecimalSeparator, ThousandsSeparator)
            ),
            .. IsWhole(Columns?.Values) ? StatedProblems() : [],
        ];

    /// <summary>Why a character cannot stand between cells; null where it can, or none is stated.</summary>
    internal static Problem? BadSeparator(char? separator) =>
        separator is { } stated && (!char.IsAscii(stated) || stated is '"' or '\r' or '\n' or '\0')
            ? new(
                "The separator must be an ASCII character that is no quote and ends no line, but was "
                    + $"U+{(int)stated:X4}.",
                "Leave it out to have it found."
            )
            : null;

    /// <summary>Why numbers cannot be written so; null where they can, or nothing is stated.</summary>
    internal static Problem? BadNumbers(char? decimalSeparator, char? thousandsSeparator)
    {
        if (decimalSeparator is { } point && !NumberFormat.Decimals.Contains(point))
        {
            return new($"DecimalSeparator must be a point or a comma, but was U+{(int)point:X4}.");
        }

        if (thousandsSeparator is not { } group)
        {
            return null;
        }

        if (!NumberFormat.Groupings.Contains(group))
        {
            return new(
                $"ThousandsSeparator must be a comma, a point, a space or an apostrophe, but was U+{(int)group:X4}."
            );
        }

        return group == decimalSeparator
            ? new Problem($"DecimalSeparator and ThousandsSeparator are both '{group}'.", "State which of them it is.")
            : null;
    }

    private IEnumerable<Problem> StatedProblems()
    {
        var labels = Columns.Where(column => column.Value.Kind == ColumnKind.Label).ToList();
        if (labels.Count > 1)
        {
            var names = string.Join(" and ", labels.Select(label => $"'{label.Key}'"));
            yield return $"A table has at most one label, but {names} are stated.";
        }

        foreach (var (name, column) in Columns)
        {
            if (column.Problem(name, Scaling) is { } wrong)
            {
                yield return wrong;
            }

            if (!CanFollow(column))
            {
                yield return new Problem(
                    $"Missing cells of the {column.Kind} column '{name}' cannot follow {column.Missing}.",
                    "Choose another rule for it."
                );
            }
        }
    }

    // A label is not filled in, and numbers have no category of their own.
    private bool CanFollow(ColumnOptions column) =>
        (column.Kind, column.Missing) switch
        {
            (ColumnKind.Label, MissingValues.Fill) => false,
            (ColumnKind.Numeric, MissingValues.OwnCategory) => (column.Scaling ?? Scaling) == NumericScaling.Modes,
            _ => true,
        };

    private static bool IsWhole(IEnumerable<object?>? values) => values?.Contains(null) == false;

    private static Problem? Is(bool good, string name) =>
        good
            ? null
            : new(
                $"TableOptions.{name} must not be null, hold null or be a value beyond the enumeration.",
                "Leave it out for the default."
            );
}
