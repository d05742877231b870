namespace Gan.Data;

/// <summary>What is stated about one column; whatever is null follows the table's options or the cells.</summary>
/// <param name="Kind">What it is; null infers it: numeric where every cell is a number, else categorical. Where nearly
/// all are numbers and one is not, it must be stated.</param>
/// <param name="Missing">What to do about missing cells.</param>
/// <param name="Scaling">How its numbers are scaled.</param>
public sealed record ColumnOptions(
    ColumnKind? Kind = null,
    MissingValues? Missing = null,
    NumericScaling? Scaling = null
)
{
    /// <summary>The smallest and largest number of a column, stated in place of those in the cells; numbers beyond them
    /// are cut to them. Null (the default) takes them from the cells. Not for
    /// <see cref="NumericScaling.Standard"/>.</summary>
    public NumberRange? Range { get; init; }

    /// <summary>The words of a categorical column, stated in place of those in the cells; a cell with another one is
    /// an error. Null (the default) takes them from the cells.</summary>
    public IReadOnlyList<string>? Categories { get; init; }

    /// <summary>A column of numbers whose bounds are stated: nothing of its encoding is learnt from the
    /// cells.</summary>
    /// <param name="least">Smallest number.</param>
    /// <param name="most">Largest number, above <paramref name="least"/>.</param>
    /// <param name="decimals">Digits behind the point that are written, from 0 to 15.</param>
    public static ColumnOptions Number(double least, double most, int decimals = 0) =>
        new(ColumnKind.Numeric) { Range = new(least, most, decimals) };

    /// <summary>A column of words that are stated: nothing of its encoding is learnt from the cells.</summary>
    /// <param name="categories">The words; at least one.</param>
    public static ColumnOptions OneOf(params string[] categories) =>
        new(ColumnKind.Categorical) { Categories = [.. Argument.NotNull(categories)] };

    /// <summary>A kind alone.</summary>
    /// <param name="kind">What the column is.</param>
    public static implicit operator ColumnOptions(ColumnKind kind) => new(kind);

    internal Problem? Problem(string name, NumericScaling scaling)
    {
        const string Remedy = "State it by ColumnOptions.Number or ColumnOptions.OneOf.";
        if (Range is { } range)
        {
            if (Kind is not (null or ColumnKind.Numeric) || Categories is not null)
            {
                return new($"The column '{name}' has a range, but is not stated as numbers.", Remedy);
            }

            if (
                !(range.Least < range.Most && double.IsFinite(range.Most - range.Least))
                || range.Decimals is < 0 or > 15
            )
            {
                return new(
                    $"The column '{name}' cannot have the range from {range.Least} to {range.Most} with "
                        + $"{range.Decimals} decimals.",
                    Remedy
                );
            }

            return (Scaling ?? scaling) == NumericScaling.Standard
                ? new(
                    $"The column '{name}' has a range, but is scaled by its mean and deviation.",
                    "Scale it by MinMax or Modes."
                )
                : null;
        }

        if (Categories is not { } words)
        {
            return null;
        }

        if (Kind is not (null or ColumnKind.Categorical))
        {
            return new($"The column '{name}' has stated categories, but is {Kind}.", Remedy);
        }

        return words.Count == 0 || words.Contains(null!) || words.Distinct().Count() < words.Count
            ? new($"The categories of '{name}' must be some words, each once.", Remedy)
            : null;
    }
}

/// <summary>Bounds of a column's numbers that are stated, not learnt.</summary>
/// <param name="Least">Smallest number.</param>
/// <param name="Most">Largest number, above <paramref name="Least"/>.</param>
/// <param name="Decimals">Digits behind the point that are written, from 0 to 15.</param>
public sealed record NumberRange(double Least, double Most, int Decimals = 0);
