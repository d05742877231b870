namespace Gan.Data;

/// <summary>Where a random number lies, uniformly; both ends
/// finite. A pair converts: <c>Rotation = (-10, 10)</c>.</summary>
/// <param name="From">Lower end.</param>
/// <param name="To">Upper end, at least <paramref name="From"/>.</param>
public readonly record struct Interval(double From, double To)
{
    /// <summary>The interval between two numbers.</summary>
    /// <param name="ends">Lower and upper end.</param>
    public static implicit operator Interval((double From, double To) ends) => new(ends.From, ends.To);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{From} to {To}");

    /// <summary>What stands against it where it must rise and lie within bounds.</summary>
    internal Problem? Outside(double min, double max, string name) =>
        Bounds.Must(
            From >= min && To <= max && From <= To && double.IsFinite(From) && double.IsFinite(To),
            FormattableString.Invariant($"rise and lie from {min} to {max}"),
            this,
            name
        );
}
