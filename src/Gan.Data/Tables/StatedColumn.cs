namespace Gan.Data;

/// <summary>Encodings of columns whose bounds or categories are stated: no cell decides them.</summary>
internal static class StatedColumn
{
    private const int Modes = 10;

    /// <summary>The column; null where nothing is stated about its values.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="column">What is stated about it.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="options">The table's options.</param>
    /// <param name="cells">Its cells: categories are counted.</param>
    internal static TableColumn? Of(
        string name,
        ColumnRules column,
        ColumnKind kind,
        TableOptions options,
        IReadOnlyList<string?> cells
    )
    {
        if (kind == ColumnKind.Numeric && column.Options.Range is { } range)
        {
            return (column.Options.Scaling ?? options.Scaling) == NumericScaling.Modes
                ? InModes(name, column.Missing, range)
                : Plain(name, column.Missing, range);
        }
        return kind == ColumnKind.Categorical && column.Options.Categories is { } words
            ? OfWords(name, column.Missing, options.OneHot, words, cells)
            : null;
    }

    private static NumericColumn Plain(string name, MissingValues missing, NumberRange range)
    {
        var half = (range.Most - range.Least) / 2;
        var middle = range.Least + half;
        return new(
            name,
            missing,
            NumericScaling.MinMax,
            range.Least,
            range.Most,
            middle,
            half / Math.Sqrt(3), // of numbers that lie evenly in the range
            range.Decimals
        )
        {
            IsStated = true,
        };
    }

    /// <summary>Modes at even distances, each as wide as half a distance: with four deviations to each side a mode
    /// reaches the next two.</summary>
    private static ModesColumn InModes(string name, MissingValues missing, NumberRange range)
    {
        var distance = (range.Most - range.Least) / Modes;
        var modes = Enumerable
            .Range(0, Modes)
            .Select(i => new NumberMode(1.0 / Modes, range.Least + ((i + 0.5) * distance), distance / 2));
        return new(
            name,
            missing,
            [.. modes],
            range.Least,
            range.Most,
            range.Least + ((range.Most - range.Least) / 2),
            range.Decimals,
            HasMissing: missing == MissingValues.OwnCategory
        )
        {
            IsStated = true,
        };
    }

    // Filled-in words would be the most frequent ones, which the cells decide.
    private static CategoricalColumn OfWords(
        string name,
        MissingValues missing,
        OneHotCode code,
        IReadOnlyList<string> words,
        IReadOnlyList<string?> cells
    )
    {
        List<string> all = [.. words];
        if (missing == MissingValues.OwnCategory && !all.Contains(""))
        {
            all.Add("");
        }
        var frequent = missing == MissingValues.Fill ? MostFrequent(all, cells) : all[0];
        var counts = all.Select(word => cells.LongCount(cell => (cell ?? "") == word)).ToArray();
        if (missing == MissingValues.Fill)
        {
            counts[all.IndexOf(frequent)] += cells.LongCount(cell => cell is null);
        }
        return new(name, missing, code, all, frequent) { Counts = counts, IsStated = missing != MissingValues.Fill };
    }

    private static string MostFrequent(List<string> words, IReadOnlyList<string?> cells) =>
        words.MaxBy(word => cells.Count(cell => cell == word))!;
}
