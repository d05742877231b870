namespace Gan.Data;

/// <summary>What of a table's options cannot be, before the file is read.</summary>
internal static class TableOptionsCheck
{
    public static void Run(TableOptions options)
    {
        Check.AtLeast(options.MaxCategories, 1, nameof(options.MaxCategories));
        Values(options);
        Separator(options.Separator, nameof(options));
        Labels(options);
        foreach (var (name, column) in options.Columns)
        {
            if (!CanFollow(column))
            {
                throw new ArgumentException(
                    $"Missing cells of the {column.Kind} column '{name}' cannot follow {column.Missing}. "
                        + "Choose another rule for it.",
                    nameof(options)
                );
            }
        }
    }

    public static void Separator(char? separator, string name)
    {
        if (separator is not { } character)
        {
            return;
        }

        if (!char.IsAscii(character) || character is '"' or '\r' or '\n' or '\0')
        {
            throw new ArgumentException(
                "The separator must be an ASCII character that is no quote and ends no line, but was "
                    + $"U+{(int)character:X4}. Leave it out to have it found.",
                name
            );
        }
    }

    private static void Values(TableOptions options)
    {
        (string Name, bool IsGood)[] settings =
        [
            (nameof(options.Columns), options.Columns is { } columns && HasNoNull(columns.Values)),
            (nameof(options.MissingMarks), HasNoNull(options.MissingMarks)),
            (nameof(options.Encoding), options.Encoding is not null),
            (nameof(options.Missing), Enum.IsDefined(options.Missing)),
            (nameof(options.Scaling), Enum.IsDefined(options.Scaling)),
            (nameof(options.OneHot), Enum.IsDefined(options.OneHot)),
        ];
        foreach (var (name, isGood) in settings)
        {
            if (!isGood)
            {
                throw new ArgumentException(
                    $"TableOptions.{name} must not be null, hold null or be a value beyond the enumeration. "
                        + "Leave it out for the default.",
                    nameof(options)
                );
            }
        }
    }

    private static bool HasNoNull(IEnumerable<object?>? values) => values?.Contains(null) == false;

    private static void Labels(TableOptions options)
    {
        var labels = options.Columns.Where(column => column.Value.Kind == ColumnKind.Label).ToList();
        if (labels.Count > 1)
        {
            var names = string.Join(" and ", labels.Select(label => $"'{label.Key}'"));
            throw new ArgumentException($"A table has at most one label, but {names} are stated.", nameof(options));
        }
    }

    // A label is not filled in, and numbers have no category of their own.
    private static bool CanFollow(ColumnOptions column) =>
        (column.Kind, column.Missing)
            is not ((ColumnKind.Label, MissingValues.Fill) or (ColumnKind.Numeric, MissingValues.OwnCategory));
}
