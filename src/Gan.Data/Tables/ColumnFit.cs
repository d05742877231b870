namespace Gan.Data;

/// <summary>Learns a column from the cells of a table.</summary>
internal static class ColumnFit
{
    // A statement, not a heuristic: fifteen digits are all that a double holds of any decimal.
    private const int MostDecimals = 15;

    /// <summary>The column's encoding; null when it is left out.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cells">Its cells; null for missing ones, of which there are none where they are an error.</param>
    /// <param name="stated">What is stated about it.</param>
    /// <param name="missing">What is done about missing cells.</param>
    /// <param name="options">The table's options.</param>
    /// <param name="path">What messages call the file.</param>
    /// <param name="wrong">Makes the exception for the cell of a place.</param>
    public static TableColumn? Fit(
        string name,
        IReadOnlyList<string?> cells,
        ColumnOptions stated,
        MissingValues missing,
        TableOptions options,
        string path,
        Func<int, string, DataFormatException> wrong
    )
    {
        ColumnKind kind = stated.Kind ?? Infer(name, cells, options, path);
        switch (kind)
        {
            case ColumnKind.Ignored:
                return null;
            case ColumnKind.Numeric:
                return Numeric(name, cells, missing, stated.Scaling ?? options.Scaling, path, wrong);
            default:
                // The empty word for what is missing, unless that is filled in.
                List<string> words = ColumnText.Sorted(
                    cells
                        .Where(cell => cell is not null || missing == MissingValues.OwnCategory)
                        .Select(cell => cell ?? "")
                );
                if (words.Count == 0)
                {
                    throw Empty(name, path);
                }

                return kind == ColumnKind.Label
                    ? new LabelColumn(name, missing, words)
                    : new CategoricalColumn(name, missing, options.OneHot, words, MostFrequent(cells, words));
        }
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

        int words = cells.Distinct().Count();
        return words <= options.MostCategories
            ? ColumnKind.Categorical
            : throw new DataFormatException(
                path,
                $"at most {options.MostCategories} categories in column '{name}'",
                $"{words}",
                "State the column as Ignored, or as Categorical if it shall be one, in TableOptions.Columns."
            );
    }

    private static NumericColumn Numeric(
        string name,
        IReadOnlyList<string?> cells,
        MissingValues missing,
        NumericScaling scaling,
        string path,
        Func<int, string, DataFormatException> wrong
    )
    {
        var numbers = new List<double>(cells.Count);
        int? decimals = 0;
        for (int i = 0; i < cells.Count; i++)
        {
            if (cells[i] is not { } cell)
            {
                continue;
            }

            if (!TableColumn.IsNumber(cell, out double number))
            {
                throw wrong(i, "a number");
            }

            numbers.Add(number);
            decimals = decimals is { } most && Decimals(cell) is { } digits ? Math.Max(most, digits) : null;
        }

        if (numbers.Count == 0)
        {
            throw Empty(name, path);
        }

        // Twice over the numbers, since squares of large ones lose the small differences.
        double mean = numbers.Sum(number => number / numbers.Count);
        double deviation = Math.Sqrt(numbers.Sum(number => (number - mean) * (number - mean) / numbers.Count));
        var column = new NumericColumn(name, missing, scaling, numbers.Min(), numbers.Max(), mean, deviation, decimals);
        return column.Problem is { } problem
            ? throw new DataFormatException(
                path,
                $"numbers in column '{name}' whose differences a double holds",
                problem,
                "Scale the column down."
            )
            : column;
    }

    private static int? Decimals(string cell)
    {
        if (cell.AsSpan().IndexOfAny('e', 'E') >= 0)
        {
            return null;
        }

        int point = cell.IndexOf('.');
        int digits = point < 0 ? 0 : cell.Length - point - 1;
        return digits <= MostDecimals ? digits : null;
    }

    private static string MostFrequent(IReadOnlyList<string?> cells, List<string> words)
    {
        Dictionary<string, int> counts = cells
            .GroupBy(cell => cell ?? "")
            .ToDictionary(group => group.Key, group => group.Count());
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
