namespace Gan;

/// <summary>What a condition is.</summary>
public enum ConditionKind
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>A class: int64 [N] in [0, K).</summary>
    Label,

    /// <summary>A vector of numbers that comes with the data: float [N, K].</summary>
    Vector,

    /// <summary>A vector of numbers that the conditioning draws itself, as InfoGAN does: float [N, K].</summary>
    Code,
}

/// <summary>
/// By what samples are asked: what comes with a data set, what networks read as their second input, and what a trained
/// GAN takes. The default is none.
/// </summary>
/// <param name="Kind">What it is.</param>
/// <param name="Width">K: the number of classes, or of entries; 0 without a condition.</param>
public readonly record struct ConditionSpec(ConditionKind Kind, long Width)
{
    /// <summary>No condition.</summary>
    public static ConditionSpec None => default;

    /// <summary>Labels of so many classes; none for 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public static ConditionSpec Labels(long classes) => Of(ConditionKind.Label, classes);

    /// <summary>Vectors of so many entries; none for 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public static ConditionSpec Vectors(long entries) => Of(ConditionKind.Vector, entries);

    /// <summary>Codes of so many entries; none for 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public static ConditionSpec Codes(long entries) => Of(ConditionKind.Code, entries);

    /// <summary>K of labels; 0 for anything else.</summary>
    public long Classes => Kind == ConditionKind.Label ? Width : 0;

    /// <summary>True for vectors and codes: float [N, K].</summary>
    public bool IsNumbers => Kind is ConditionKind.Vector or ConditionKind.Code;

    /// <summary>True where samples are asked by nothing.</summary>
    public bool IsNone => Kind == ConditionKind.None;

    /// <summary>As text: "none", "4 classes", "vectors of 3", "codes of 12".</summary>
    public override string ToString() =>
        Kind switch
        {
            ConditionKind.None => "none",
            ConditionKind.Label => $"{Width} classes",
            ConditionKind.Vector => $"vectors of {Width}",
            _ => $"codes of {Width}",
        };

    private static ConditionSpec Of(ConditionKind kind, long width)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(width);
        return width == 0 ? None : new(kind, width);
    }
}
