using System.Text.Json.Serialization;

namespace Gan.Data;

/// <summary>What was learnt of one column of a table: how its cells become numbers, and numbers its cells.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Missing">What is done about missing cells.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(NumericColumn), "numeric")]
[JsonDerivedType(typeof(ModesColumn), "modes")]
[JsonDerivedType(typeof(CategoricalColumn), "categorical")]
[JsonDerivedType(typeof(LabelColumn), "label")]
public abstract record TableColumn(string Name, MissingValues Missing)
{
    /// <summary>Numbers that a cell takes in a sample.</summary>
    [JsonIgnore]
    public abstract int Width { get; }

    /// <summary>True where bounds or categories were stated (<see cref="ColumnOptions.Number"/>,
    /// <see cref="ColumnOptions.OneOf"/>), so that no cell decided how the column is encoded.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsStated { get; init; }

    /// <summary>What its numbers in a sample say, in their order.</summary>
    internal abstract IEnumerable<(int Width, TableSpanKind Kind)> Parts { get; }

    /// <summary>What a cell must be, as a noun phrase.</summary>
    internal abstract string Expected { get; }

    /// <summary>What a good stored column has and this one has not; null if nothing.</summary>
    internal abstract string? Problem { get; }

    /// <summary>Writes a cell's numbers.</summary>
    /// <param name="cell">The cell, or null for a missing one.</param>
    /// <param name="format">How the table writes numbers.</param>
    /// <param name="into">As many numbers as <see cref="Width"/>.</param>
    /// <param name="chance">In [0, 1), for a column that draws what it writes.</param>
    /// <returns>False when the cell is not what it must be.</returns>
    internal abstract bool Encode(string? cell, NumberFormat format, Span<float> into, double chance);

    /// <summary>The cell that lies nearest to the numbers.</summary>
    internal abstract string Decode(ReadOnlySpan<float> numbers, NumberFormat format);
}

/// <summary>Numbers, one in a sample.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Missing">What is done about missing cells; filled ones are the mean.</param>
/// <param name="Scaling">How they are scaled.</param>
/// <param name="Min">Smallest value seen.</param>
/// <param name="Max">Largest value seen.</param>
/// <param name="Mean">Mean of the values seen.</param>
/// <param name="Deviation">Their standard deviation, of the population.</param>
/// <param name="Decimals">Most digits behind the point seen, from 0 (whole numbers) to 15; null where numbers were
/// written with an exponent or more digits.</param>
public sealed record NumericColumn(
    string Name,
    MissingValues Missing,
    NumericScaling Scaling,
    double Min,
    double Max,
    double Mean,
    double Deviation,
    int? Decimals
) : TableColumn(Name, Missing)
{
    /// <inheritdoc/>
    public override int Width => 1;

    internal override IEnumerable<(int Width, TableSpanKind Kind)> Parts => [(1, TableSpanKind.Number)];

    internal override string Expected => "a number";

    internal override string? Problem
    {
        get
        {
            var isFinite =
                double.IsFinite(Min) && double.IsFinite(Max) && double.IsFinite(Mean) && double.IsFinite(Max - Min);
            if (!isFinite || Min > Max)
            {
                return FormattableString.Invariant($"values from {Min} to {Max} about {Mean}");
            }

            if (!(Deviation >= 0 && double.IsFinite(Deviation)))
            {
                return FormattableString.Invariant($"a deviation of {Deviation}");
            }

            if (Decimals is < 0 or > 15)
            {
                return $"{Decimals} digits behind the point";
            }

            return Scaling is NumericScaling.MinMax or NumericScaling.Standard ? null : $"the scaling {Scaling}";
        }
    }

    // A column of one value says nothing: 0. Files of earlier versions may have a rounding error for its deviation.
    private (double Zero, double Unit) Scale =>
        Scaling switch
        {
            NumericScaling.Standard when Max > Min => (Mean, Deviation),
            NumericScaling.Standard => (Mean, 0),
            _ => (Min + ((Max - Min) / 2), (Max - Min) / 2),
        };

    internal override bool Encode(string? cell, NumberFormat format, Span<float> into, double chance)
    {
        var number = Mean;
        var isGood = cell is null ? Missing == MissingValues.Fill : format.TryRead(cell, out number);
        if (!isGood)
        {
            return false;
        }

        var (zero, unit) = Scale;
        number = IsStated ? Math.Clamp(number, Min, Max) : number;
        into[0] = unit > 0 ? (float)((number - zero) / unit) : 0;
        return float.IsFinite(into[0]);
    }

    internal override string Decode(ReadOnlySpan<float> numbers, NumberFormat format)
    {
        var (zero, unit) = Scale;
        var number = Math.Clamp(zero + (numbers[0] * unit), Min, Max);
        return format.Write(number, Decimals);
    }
}

/// <summary>One of some words, one-hot in a sample.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Missing">What is done about missing cells; filled ones are the most frequent category.</param>
/// <param name="OneHot">The two numbers of the code.</param>
/// <param name="Categories">The words in the code's order; an empty one stands for missing cells.</param>
/// <param name="MostFrequent">The word seen most often.</param>
public sealed record CategoricalColumn(
    string Name,
    MissingValues Missing,
    OneHotCode OneHot,
    IReadOnlyList<string> Categories,
    string MostFrequent
) : TableColumn(Name, Missing)
{
    private Dictionary<string, int>? places;

    /// <inheritdoc/>
    public override int Width => Categories.Count;

    /// <summary>How many rows of the table that it was learnt from have each category; null in an encoding that an
    /// earlier version wrote.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<long>? Counts { get; init; }

    internal override IEnumerable<(int Width, TableSpanKind Kind)> Parts => [(Width, TableSpanKind.Category)];

    internal override string Expected => ColumnText.OneOf(Categories);

    internal override string? Problem
    {
        get
        {
            if (ColumnText.Problem(Categories) is { } problem)
            {
                return problem;
            }

            if (!Categories.Contains(MostFrequent))
            {
                return $"'{MostFrequent}' as the most frequent category";
            }

            if (Counts is { } counts && (counts.Count != Categories.Count || counts.Any(count => count < 0)))
            {
                return $"{counts.Count} counts of {Categories.Count} categories";
            }

            return Enum.IsDefined(OneHot) ? null : $"the code {OneHot}";
        }
    }

    internal override bool Encode(string? cell, NumberFormat format, Span<float> into, double chance)
    {
        into.Fill(OneHot == OneHotCode.ZeroAndOne ? 0 : -1);
        places ??= ColumnText.Places(Categories);
        var word = cell ?? (Missing == MissingValues.Fill ? MostFrequent : "");
        if (ColumnText.Find(places, word) is not { } place)
        {
            return false;
        }

        into[place] = 1;
        return true;
    }

    internal override string Decode(ReadOnlySpan<float> numbers, NumberFormat format) =>
        Categories[CodeNumbers.Largest(numbers)];
}

/// <summary>The class of a row; no part of the sample.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Missing">What is done about missing cells.</param>
/// <param name="Classes">What the labels 0 … K − 1 mean; an empty one stands for missing cells.</param>
public sealed record LabelColumn(string Name, MissingValues Missing, IReadOnlyList<string> Classes)
    : TableColumn(Name, Missing)
{
    private Dictionary<string, int>? places;

    /// <inheritdoc/>
    public override int Width => 0;

    internal override IEnumerable<(int Width, TableSpanKind Kind)> Parts => [];

    internal override string Expected => ColumnText.OneOf(Classes);

    internal override string? Problem => ColumnText.Problem(Classes);

    internal override bool Encode(string? cell, NumberFormat format, Span<float> into, double chance) =>
        Label(cell) is not null;

    internal override string Decode(ReadOnlySpan<float> numbers, NumberFormat format) =>
        throw new InvalidOperationException("A label comes beside the samples.");

    internal long? Label(string? cell)
    {
        places ??= ColumnText.Places(Classes);
        return ColumnText.Find(places, cell ?? "");
    }
}
