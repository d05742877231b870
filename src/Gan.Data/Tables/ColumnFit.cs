namespace Gan.Data;

/// <summary>A column to be learnt.</summary>
/// <param name="Place">Which it is, from 0.</param>
/// <param name="Options">What is stated about it.</param>
/// <param name="Missing">What is done about its missing cells.</param>
internal sealed record ColumnRules(int Place, ColumnOptions Options, MissingValues Missing);

/// <summary>Learns a column from the cells of a table.</summary>
internal static class ColumnFit
{
    // A statement, not a heuristic: fifteen digits are all that a double holds of any decimal.
    private const int MaxDecimals = 15;

    /// <summary>The column's encoding; null when it is left out.</summary>
    /// <param name="rows">The table.</param>
    /// <param name="whole">Its rows in use: none has a missing cell where that is an error.</param>
    /// <param name="column">Which column, and what is stated about it.</param>
    /// <param name="options">The table's options.</param>
    public static TableColumn? Fit(CsvRows rows, List<CsvRows.Row> whole, ColumnRules column, TableOptions options)
    {
        var name = rows.Names[column.Place];
        string?[] cells = [.. whole.Select(row => row.Cell(column.Place, options.MissingMarks))];
        var kind = column.Options.Kind ?? Infer(name, cells, options, rows.Path);
        if (kind == ColumnKind.Ignored)
        {
            return null;
        }

        if (kind == ColumnKind.Numeric)
        {
            return Numeric(rows, whole, column, cells, column.Options.Scaling ?? options.Scaling);
        }

        // The empty word stands for what is missing, unless that is filled in.
        var present = cells.Where(cell => cell is not null || column.Missing == MissingValues.OwnCategory);
        var words = ColumnText.Sort(present.Select(cell => cell ?? ""));
        if (words.Count == 0)
        {
            throw Empty(name, rows.Path);
        }

        return kind == ColumnKind.Label
            ? new LabelColumn(name, column.Missing, words)
            : new CategoricalColumn(name, column.Missing, options.OneHot, words, MostFrequent(cells, words));
    }

    private static ColumnKind Infer(string name, IReadOnlyList<string?> cells, TableOptions options, string path)
    {
        if (cells.All(cell => cell is null))
        {
            throw Empty(name, path);
        }

        if (cells.All(cell => cell is null || TableColumn.IsNumber(cell, out _)))
        {
            return ColumnKind.Numeric;
        }

        var words = cells.Distinct().Count();
        return words <= options.MaxCategories
            ? ColumnKind.Categorical
            : throw new DataFormatException(
                path,
                $"at most {options.MaxCategories} categories in column '{name}'",
                $"{words}",
                "State the column as Ignored, or as Categorical if it shall be one, in TableOptions.Columns."
            );
    }

    private static NumericColumn Numeric(
        CsvRows rows,
        List<CsvRows.Row> whole,
        ColumnRules column,
        string?[] cells,
        NumericScaling scaling
    )
    {
        var name = rows.Names[column.Place];
        var numbers = new List<double>(cells.Length);
        int? decimals = 0;
        for (var i = 0; i < cells.Length; i++)
        {
            if (cells[i] is not { } cell)
            {
                continue;
            }

            if (!TableColumn.IsNumber(cell, out var number))
            {
                throw rows.WrongCell(whole[i], column.Place, "a number");
            }

            numbers.Add(number);
            var digits = Decimals(cell);
            decimals = decimals is null || digits is null ? null : Math.Max(decimals.Value, digits.Value);
        }

        if (numbers.Count == 0)
        {
            throw Empty(name, rows.Path);
        }

        // Twice over the numbers, since squares of large ones lose the small differences.
        var mean = numbers.Sum(number => number / numbers.Count);
        var deviation = Math.Sqrt(numbers.Sum(number => (number - mean) * (number - mean) / numbers.Count));
        var min = numbers.Min();
        var max = numbers.Max();
        var fit = new NumericColumn(name, column.Missing, scaling, min, max, mean, deviation, decimals);
        return fit.Problem is { } problem
            ? throw new DataFormatException(
                rows.Path,
                $"numbers in column '{name}' whose differences a double holds",
                problem,
                "Scale the column down."
            )
            : fit;
    }

    private static int? Decimals(string cell)
    {
        if (cell.AsSpan().IndexOfAny('e', 'E') >= 0)
        {
            return null;
        }

        var point = cell.IndexOf('.');
        var digits = point < 0 ? 0 : cell.Length - point - 1;
        return digits <= MaxDecimals ? digits : null;
    }

    private static string MostFrequent(IReadOnlyList<string?> cells, List<string> words)
    {
        var counts = cells.GroupBy(cell => cell ?? "").ToDictionary(group => group.Key, group => group.Count());
        return words.MaxBy(word => counts.GetValueOrDefault(word))!;
    }

    private static DataFormatException Empty(string name, string path) =>
        new(
            path,
            $"a value in column '{name}'",
            "none: every cell is missing",
            "State the column as Ignored in TableOptions.Columns."
        );
}
