using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>
/// The resolutions of networks that grow, from the smallest to the image's own: sides halve, rounding up, as long as
/// the shorter one stays at least 4. 32 comes of 4, 8 and 16; 28 of 4, 7 and 14; 48x80 of 6x10, 12x20 and 24x40.
/// </summary>
internal sealed class GrowthShape
{
    private const long Smallest = 4;

    private GrowthShape(IReadOnlyList<(long Height, long Width)> sides) => Sides = sides;

    /// <summary>Heights and widths, the smallest first.</summary>
    internal IReadOnlyList<(long Height, long Width)> Sides { get; }

    /// <summary>Number of the image's own resolution, from 0.</summary>
    internal int Top => Sides.Count - 1;

    internal static GrowthShape Of(IReadOnlyList<long> shape)
    {
        var sides = ImageSides.Halved(shape, Smallest);
        sides.Reverse();
        return new(sides);
    }

    /// <summary>Without the smallest ones, so many.</summary>
    internal GrowthShape From(int first) => new([.. Sides.Skip(first)]);

    /// <summary>Feature maps of a resolution: those next to the image double with each halving, up to a
    /// bound.</summary>
    internal long MapsAt(int resolution, long image, long most) => ImageSides.Widened(image, Top - resolution, most);

    /// <summary>Maps of a resolution at the next one: each pixel repeated. Where a side is odd, the last of them is
    /// left out.</summary>
    internal Tensor Enlarge(Tensor maps, int resolution)
    {
        var (height, width) = Sides[resolution + 1];
        using var scope = NewDisposeScope();
        long[] doubled = [2 * maps.size(2), 2 * maps.size(3)];
        var larger = functional.interpolate(maps, doubled, mode: InterpolationMode.Nearest);
        return scope.MoveToOuter(larger.narrow(2, 0, height).narrow(3, 0, width));
    }

    internal GraphValue Enlarge(NetworkGraph graph, GraphValue maps, int resolution) =>
        graph.Cut(graph.Enlarge(maps), Sides[resolution + 1]);

    /// <summary>Maps at the resolution below: means of four pixels, and at an odd edge of those that there are. It
    /// takes back what Enlarge does.</summary>
    internal static Tensor Shrink(Tensor maps) => Maps.Halve(maps);
}
