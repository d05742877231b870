namespace Gan.Data;

/// <summary>What shows where a moved image leaves room.</summary>
public enum ImageBorder
{
    /// <summary>Black, −1.</summary>
    Black,

    /// <summary>The nearest pixel at the edge.</summary>
    Edge,

    /// <summary>The image mirrored at its edge.</summary>
    Mirror,
}
