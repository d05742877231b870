namespace Gan;

/// <summary>Heights and widths of images on their way through a network, how wide its layers are there, and what to say
/// of images that it cannot make.</summary>
internal static class ImageSides
{
    private const long Farthest = 4096; // pixels to the next side that is looked for

    /// <summary>The image's own sides first, each the half (rounded up) of the one before, as long as none falls below
    /// the least.</summary>
    /// <param name="shape">[C, H, W].</param>
    /// <param name="least">The smallest side, at least 1.</param>
    internal static List<(long Height, long Width)> Halved(IReadOnlyList<long> shape, long least)
    {
        var sides = new List<(long Height, long Width)> { (shape[1], shape[2]) };
        while (true)
        {
            var (height, width) = ((sides[^1].Height + 1) / 2, (sides[^1].Width + 1) / 2);
            if (Math.Min(height, width) < least || sides[^1] == (height, width))
            {
                return sides;
            }
            sides.Add((height, width));
        }
    }

    /// <summary>Maps of a layer: those next to the image double with each halving of its sides, up to a
    /// bound.</summary>
    internal static long Widened(long image, int halvings, long most)
    {
        var maps = image;
        for (var i = 0; i < halvings && maps < most; i++)
        {
            maps *= 2;
        }
        return Math.Min(maps, most);
    }

    /// <summary>What stands against images of other sides than a family makes: the nearest ones, and the remedy; null
    /// where nothing does.</summary>
    /// <param name="family">Such as "A DCGAN".</param>
    /// <param name="shape">[C, H, W].</param>
    /// <param name="rule">Which sides it makes, such as "from 8 up" or "that are multiples of 8".</param>
    /// <param name="fits">Whether it makes a side.</param>
    internal static Problem? Problem(string family, IReadOnlyList<long> shape, string rule, Func<long, bool> fits)
    {
        if (fits(shape[1]) && fits(shape[2]))
        {
            return null;
        }
        var nearest = string.Join(" and ", Around(shape, fits));
        return new Problem(
            $"{family} makes images with sides {rule}, but these are {shape[1]}x{shape[2]}."
                + (nearest.Length > 0 ? $" The nearest that it makes: {nearest}." : ""),
            "Resize or pad them (Size and Resize of ImageFolderOptions), or use WithMlp()."
        );
    }

    /// <summary>The nearest sizes that a network makes, such as "28x44": with sides of at most these, and of at least
    /// these.</summary>
    internal static IEnumerable<string> Around(IReadOnlyList<long> shape, Func<long, bool> fits)
    {
        var below = Pair(shape, side => Nearest(side, -1, fits));
        var above = Pair(shape, side => Nearest(side, 1, fits));
        return new[] { below, above }.OfType<string>().Distinct();
    }

    private static string? Pair(IReadOnlyList<long> shape, Func<long, long?> nearest) =>
        nearest(shape[1]) is { } height && nearest(shape[2]) is { } width ? $"{height}x{width}" : null;

    private static long? Nearest(long side, int step, Func<long, bool> fits)
    {
        for (var i = 0L; i <= Farthest && side + (i * step) >= 1; i++)
        {
            if (fits(side + (i * step)))
            {
                return side + (i * step);
            }
        }
        return null;
    }
}
