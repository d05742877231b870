namespace Gan;

/// <summary>The sides of an image on its way to the middle of a network: the image's own first, each the half (rounded
/// up) of the one before.</summary>
internal abstract class HalvedSides(List<(long Height, long Width)> sides)
{
    internal int Halvings => sides.Count - 1;

    /// <summary>In the middle.</summary>
    internal long Height => sides[^1].Height;

    /// <summary>In the middle.</summary>
    internal long Width => sides[^1].Width;

    /// <summary>Heights of the feature maps on the way: the image's own is not among them.</summary>
    internal IReadOnlyList<long> Heights => [.. sides.Skip(1).Select(side => side.Height)];

    /// <summary>The sides after so many halvings; 0 gives the image's own.</summary>
    internal (long Height, long Width) Sides(int halvings) => sides[halvings];
}
