using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>How often a category is asked for.</summary>
public enum ConditionFrequency
{
    /// <summary>By the logarithm of its rows: training meets rare categories often enough to learn them (CTGAN, Xu et
    /// al. 2019, section 4.3).</summary>
    Log,

    /// <summary>By its rows: samples have each category as often as the table.</summary>
    True,
}

/// <summary>
/// What rows of a table can be asked by: one category of one column (the conditional vector of CTGAN, Xu et al. 2019,
/// section 4.3). A condition is a vector over the categories of all categorical columns, in the columns' order, with
/// one 1.
/// </summary>
public sealed class TableConditions
{
    private readonly CategoricalColumn[] columns;
    private readonly int[] starts;
    private readonly double[][] logs = [];
    private readonly double[][] shares = [];

    /// <summary>The conditions of a table.</summary>
    public TableConditions(TableEncoding encoding)
    {
        ArgumentNullException.ThrowIfNull(encoding);
        columns = [.. encoding.Columns.OfType<CategoricalColumn>()];
        starts = new int[columns.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            starts[i] = Size;
            Size += columns[i].Categories.Count;
        }

        if (!columns.All(column => column.Counts is not null))
        {
            return; // they can be asked for, but not drawn
        }

        logs = [.. columns.Select(column => Sums(column.Counts!.Select(count => Math.Log(count + 1.0))))];
        shares = [.. columns.Select(column => Sums(column.Counts!.Select(count => (double)count)))];
    }

    /// <summary>K, the entries of a condition; 0 for a table without categories.</summary>
    public int Size { get; }

    /// <summary>The columns that can be asked, in the order of their entries.</summary>
    public IReadOnlyList<CategoricalColumn> Columns => columns;

    /// <summary>Conditions drawn at random: a column, each as likely, and one of its categories.</summary>
    /// <param name="count">N, at least 1.</param>
    /// <param name="frequency">How likely each category is.</param>
    /// <param name="seed">Equal seeds give equal conditions.</param>
    /// <returns>Floats [N, K] on the CPU.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is less than 1, or no frequency is
    /// named.</exception>
    /// <exception cref="InvalidOperationException">The table has no categories, or its encoding does not say how many
    /// rows have each.</exception>
    public Tensor Draw(long count, ConditionFrequency frequency, ulong seed)
    {
        Argument.Within(1, Array.MaxLength / Math.Max(1, Size), count);
        Argument.Must(Enum.IsDefined(frequency), "be Log or True", frequency);
        if (Size == 0)
        {
            throw new InvalidOperationException("The table has no categorical column, so nothing can be asked of it.");
        }

        if (Array.Find(columns, column => column.Counts is null) is { } bare)
        {
            throw new InvalidOperationException(
                $"The column '{bare.Name}' does not say how many rows have each category. Read the table again with "
                    + "CsvTable.Load(path, options)."
            );
        }

        var stream = SplitMix64.For(seed, 0);
        var vectors = new float[count * Size];
        for (var i = 0; i < count; i++)
        {
            var (column, category) = Draw(ref stream, frequency);
            vectors[(i * Size) + Place(column, category)] = 1;
        }

        return TensorBytes.Copy<float>(vectors, ScalarType.Float32, count, Size);
    }

    /// <summary>The same condition for many rows.</summary>
    /// <param name="column">Name of a categorical column.</param>
    /// <param name="category">One of its categories; the empty one stands for missing cells.</param>
    /// <param name="count">N, at least 1.</param>
    /// <returns>Floats [N, K] on the CPU.</returns>
    /// <exception cref="ArgumentException">There is no such column or category; lists those there are.</exception>
    public Tensor Of(string column, string category, long count)
    {
        var (number, place) = Find(column, category);
        Argument.Within(1, Array.MaxLength, count);
        using var scope = NewDisposeScope();
        var vectors = zeros(count, Size);
        vectors.narrow(1, Place(number, place), 1).fill_(1);
        return vectors.MoveToOuterDisposeScope();
    }

    /// <summary>Numbers of a column and of one of its categories.</summary>
    /// <param name="column">Name of a categorical column.</param>
    /// <param name="category">One of its categories.</param>
    /// <exception cref="ArgumentException">There is no such column or category; lists those there are.</exception>
    public (int Column, int Category) Find(string column, string category)
    {
        ArgumentNullException.ThrowIfNull(column);
        ArgumentNullException.ThrowIfNull(category);
        var number = Array.FindIndex(columns, each => each.Name == column);
        if (number < 0)
        {
            var names = columns.Length > 0 ? ColumnText.OneOf([.. columns.Select(each => each.Name)]) : "none here";
            throw new ArgumentException(
                $"Rows can be asked by a categorical column, {names}, but not by '{column}'.",
                nameof(column)
            );
        }

        var words = columns[number].Categories;
        return ColumnText.Find(ColumnText.Places(words), category) is { } place
            ? (number, place)
            : throw new ArgumentException(
                $"The column '{column}' has {ColumnText.OneOf(words)}, but not '{category}'.",
                nameof(category)
            );
    }

    /// <summary>The entry of a category in a condition.</summary>
    internal int Place(int column, int category) => starts[column] + category;

    /// <summary>Draws a column and a category of it.</summary>
    internal (int Column, int Category) Draw(ref SplitMix64 stream, ConditionFrequency frequency)
    {
        var column = (int)stream.Below((ulong)columns.Length);
        var sums = (frequency == ConditionFrequency.Log ? logs : shares)[column];
        var drawn = stream.Unit() * sums[^1];
        var category = 0;
        while (sums[category] <= drawn && category < sums.Length - 1)
        {
            category++;
        }

        return (column, category);
    }

    private static double[] Sums(IEnumerable<double> weights)
    {
        var sum = 0.0;
        double[] sums = [.. weights.Select(weight => sum += weight)];
        return sums;
    }
}
