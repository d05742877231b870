namespace Gan.Data;

/// <summary>What neighbouring numbers of a table's sample say.</summary>
public enum TableSpanKind
{
    /// <summary>A number of a <see cref="NumericColumn"/>, or the place within a mode.</summary>
    Number,

    /// <summary>Which mode a number belongs to, one-hot.</summary>
    Mode,

    /// <summary>Which category, one-hot.</summary>
    Category,
}

/// <summary>Neighbouring numbers of a table's sample that belong together.</summary>
/// <param name="Column">Whose they are.</param>
/// <param name="Start">The first one's place in a sample, from 0.</param>
/// <param name="Width">How many. At least 1.</param>
/// <param name="Kind">What they say.</param>
public readonly record struct TableSpan(TableColumn Column, int Start, int Width, TableSpanKind Kind);
