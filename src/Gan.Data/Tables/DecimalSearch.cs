namespace Gan.Data;

/// <summary>Finds out whether a table writes its numbers with a point or with a comma.</summary>
internal static class DecimalSearch
{
    /// <summary>Of its cells, how many must be numbers in one notation for a column to speak for it.</summary>
    public const double NearlyAll = 0.9;

    private const string Remedy =
        "State TableOptions.DecimalSeparator and, where groups of digits are set apart, ThousandsSeparator; "
        + "or state a column of words as Categorical.";

    /// <summary>The format stated in the options, or found in the cells.</summary>
    /// <param name="rows">The table.</param>
    /// <param name="whole">Its rows in use.</param>
    /// <param name="used">Its columns in use.</param>
    /// <param name="options">The table's options.</param>
    /// <param name="notes">Where a comma that was found is said, and points that may stand between thousands.</param>
    /// <exception cref="DataFormatException">Cells speak for both.</exception>
    public static NumberFormat Find(
        CsvRows rows,
        List<CsvRows.Row> whole,
        List<ColumnRules> used,
        TableOptions options,
        List<string> notes
    )
    {
        var thousands = options.ThousandsSeparator;
        if (options.DecimalSeparator is { } stated)
        {
            return new(stated, thousands);
        }

        var point = new NumberFormat('.', thousands);
        var comma = new NumberFormat(',', thousands);
        if (thousands is '.' or ',')
        {
            return thousands == ',' ? point : comma;
        }

        // Between cells and within numbers a comma would have to be quoted, which people do for groups as well.
        if (rows.Separator == ',')
        {
            return point;
        }

        Evidence? forPoint = null;
        Evidence? forComma = null;
        foreach (var column in used.Where(column => column.Options.Kind is null or ColumnKind.Numeric))
        {
            forPoint = Stronger(forPoint, Search(whole, column.Place, options.MissingMarks, point, comma));
            forComma = Stronger(forComma, Search(whole, column.Place, options.MissingMarks, comma, point));
        }

        if (forComma is not { } found)
        {
            // Where commas stand before fractions, semicolons stand between cells and points between thousands.
            if (rows.Separator == ';' && forPoint is { IsCertain: false } unsure)
            {
                notes.Add(
                    $"Numbers are read with a decimal point, as '{unsure.Row.Cells[unsure.Column]}' in "
                        + $"{rows.Place(unsure.Row, unsure.Column)}. TableOptions.DecimalSeparator states it, or "
                        + "ThousandsSeparator where points stand between thousands."
                );
            }

            return point;
        }

        var place = rows.Place(found.Row, found.Column);
        if (forPoint is { } other)
        {
            throw rows.WrongCell(
                found.Row,
                found.Column,
                $"decimal points, as '{other.Row.Cells[other.Column]}' in {rows.Place(other.Row, other.Column)},",
                Remedy
            );
        }

        if (!found.IsCertain)
        {
            throw rows.WrongCell(found.Row, found.Column, "a number that can be read in one way", Remedy);
        }

        notes.Add(
            $"Numbers are read with a decimal comma, as '{found.Row.Cells[found.Column]}' in {place}. "
                + "TableOptions.DecimalSeparator states it."
        );
        return comma;
    }

    /// <summary>The first cell that only one format reads, where nearly all cells are numbers in it.</summary>
    private static Evidence? Search(
        List<CsvRows.Row> whole,
        int column,
        IReadOnlyList<string> missingMarks,
        NumberFormat format,
        NumberFormat other
    )
    {
        var groups = new NumberFormat(other.Decimal, format.Decimal);
        Evidence? first = null;
        var present = 0;
        var numbers = 0;
        foreach (var row in whole)
        {
            if (row.Cell(column, missingMarks) is not { } cell)
            {
                continue;
            }

            present++;
            if (!format.TryRead(cell, out _))
            {
                continue;
            }

            numbers++;
            if (!other.TryRead(cell, out _))
            {
                first = Stronger(first, new Evidence(row, column, !groups.TryRead(cell, out _)));
            }
        }

        return numbers >= NearlyAll * present ? first : null;
    }

    private static Evidence? Stronger(Evidence? first, Evidence? next) =>
        first is null || (next is { IsCertain: true } && !first.Value.IsCertain) ? next : first;

    /// <param name="Row">A row.</param>
    /// <param name="Column">A cell of it.</param>
    /// <param name="IsCertain">False where its mark may as well stand between thousands.</param>
    private readonly record struct Evidence(CsvRows.Row Row, int Column, bool IsCertain);
}
