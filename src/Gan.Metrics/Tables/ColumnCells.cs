using System.Globalization;
using Gan.Data;

namespace Gan.Metrics;

/// <summary>The cells of a column, as numbers where it holds numbers.</summary>
internal sealed class ColumnCells
{
    private ColumnCells(string name, double?[]? numbers, string[] words)
    {
        Name = name;
        Numbers = numbers;
        Words = words;
    }

    internal string Name { get; }

    /// <summary>Numbers, null for missing ones; null for a column of words.</summary>
    internal double?[]? Numbers { get; }

    /// <summary>The cells as they stand.</summary>
    internal string[] Words { get; }

    /// <summary>The numbers that are there, from the smallest to the largest.</summary>
    internal double[] Sorted => [.. Numbers!.OfType<double>().Order()];

    /// <summary>The columns of rows.</summary>
    /// <param name="encoding">Which columns there are, and what they hold.</param>
    /// <param name="rows">As many cells each.</param>
    /// <param name="name">The argument's name.</param>
    /// <exception cref="ArgumentException">There are no rows, or a cell is not what its column holds.</exception>
    internal static ColumnCells[] Of(TableEncoding encoding, IReadOnlyList<IReadOnlyList<string>> rows, string name)
    {
        ArgumentNullException.ThrowIfNull(rows, name);
        if (rows.Count == 0)
        {
            throw new ArgumentException("There must be at least one row.", name);
        }
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i]?.Count != encoding.Columns.Count || rows[i].Contains(null!))
            {
                throw new ArgumentException(
                    $"Rows of this table have {encoding.Columns.Count} cells, but row {i} has {rows[i]?.Count ?? 0}, "
                        + "or one is null.",
                    name
                );
            }
        }
        return [.. encoding.Columns.Select((column, i) => Of(encoding, column, [.. rows.Select(row => row[i])], name))];
    }

    private static ColumnCells Of(TableEncoding encoding, TableColumn column, string[] cells, string name)
    {
        if (column is CategoricalColumn or LabelColumn)
        {
            return new ColumnCells(column.Name, null, cells);
        }
        var numbers = new double?[cells.Length];
        for (var i = 0; i < cells.Length; i++)
        {
            var text = cells[i].Replace(encoding.DecimalSeparator, '.');
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            {
                numbers[i] = number;
            }
            else if (cells[i].Length > 0)
            {
                throw new ArgumentException($"'{cells[i]}' in column '{column.Name}', row {i}, is no number.", name);
            }
        }
        return new ColumnCells(column.Name, numbers, cells);
    }
}
