namespace Gan.Games;

/// <summary>What sampled rows must be: categories of one or several columns.</summary>
public sealed record TableCondition
{
    /// <summary>Rows with a category.</summary>
    /// <param name="column">Name of a categorical column.</param>
    /// <param name="category">One of its categories; the empty one stands for missing cells.</param>
    public TableCondition(string column, string category)
    {
        ArgumentNullException.ThrowIfNull(column);
        ArgumentNullException.ThrowIfNull(category);
        Categories = [new(column, category)];
    }

    /// <summary>The columns and their categories, all of which hold.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Categories { get; private init; }

    /// <summary>Rows that also have a category of another column.</summary>
    /// <param name="column">Name of a categorical column.</param>
    /// <param name="category">One of its categories.</param>
    public TableCondition And(string column, string category)
    {
        ArgumentNullException.ThrowIfNull(column);
        ArgumentNullException.ThrowIfNull(category);
        return this with { Categories = [.. Categories, new(column, category)] };
    }

    /// <inheritdoc/>
    public bool Equals(TableCondition? other) => other is not null && Categories.SequenceEqual(other.Categories);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() =>
        string.Join(" and ", Categories.Select(category => $"{category.Key} = '{category.Value}'"));
}
