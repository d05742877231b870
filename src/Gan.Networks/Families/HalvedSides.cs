using static TorchSharp.torch;

namespace Gan;

/// <summary>The sides of an image on its way to the middle of a network: the image's own first, each the half (rounded
/// up) of the one before, while both stay at least 4. So 32 leads to 4, 48 to 6, 28 to 4 and 33 to 5.</summary>
internal sealed class HalvedSides
{
    private readonly List<(long Height, long Width)> sides;

    private HalvedSides(List<(long, long)> sides) => this.sides = sides;

    internal static HalvedSides Of(IReadOnlyList<long> shape)
    {
        var sides = new List<(long Height, long Width)> { (shape[1], shape[2]) };
        while (true)
        {
            var height = (sides[^1].Height + 1) / 2;
            var width = (sides[^1].Width + 1) / 2;
            if (Math.Min(height, width) < 4)
            {
                return new(sides);
            }
            sides.Add((height, width));
        }
    }

    /// <summary>How often both sides halve.</summary>
    internal int Halvings => sides.Count - 1;

    /// <summary>Height in the middle.</summary>
    internal long Height => sides[^1].Height;

    /// <summary>Width in the middle.</summary>
    internal long Width => sides[^1].Width;

    /// <summary>Height and width after so many halvings.</summary>
    internal (long Height, long Width) this[int halvings] => sides[halvings];

    /// <summary>The first rows and columns of maps that were doubled: their number is known where the sides were
    /// odd.</summary>
    internal static Tensor Crop(Tensor maps, (long Height, long Width) to)
    {
        using var scope = NewDisposeScope();
        var rows = maps.size(2) == to.Height ? maps : maps.narrow(2, 0, to.Height);
        var cropped = rows.size(3) == to.Width ? rows : rows.narrow(3, 0, to.Width);
        return ReferenceEquals(cropped, maps) ? maps.alias().MoveToOuterDisposeScope() : scope.MoveToOuter(cropped);
    }

    /// <summary>Maps with even sides: odd ones get another row or column like their last.</summary>
    internal static Tensor MakeEven(Tensor maps)
    {
        var rows = maps.size(2) % 2;
        var columns = maps.size(3) % 2;
        return rows + columns == 0
            ? maps.alias()
            : nn.functional.pad(maps, [0, columns, 0, rows], TorchSharp.PaddingModes.Replicate);
    }
}
