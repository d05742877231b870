namespace Gan;

/// <summary>The sides of an image on its way to the middle of residual networks, and how wide they are there.</summary>
internal sealed class ResNetShape : HalvedSides
{
    private ResNetShape(List<(long, long)> sides)
        : base(sides) { }

    /// <summary>Multiples of 4 halve while both sides are even and stay at least 4: 32 and 64 lead to 4, 48 to 6, 28 to
    /// 7. Other sides halve rounding up: 30, 15, 8, 4.</summary>
    internal static ResNetShape Of(IReadOnlyList<long> shape)
    {
        var all = ImageSides.Halved(shape, 4);
        if (shape[1] % 4 != 0 || shape[2] % 4 != 0)
        {
            return new(all);
        }
        var odd = all.FindIndex(side => side.Height % 2 != 0 || side.Width % 2 != 0);
        return new(odd < 0 ? all : all[..(odd + 1)]);
    }

    /// <summary>Feature maps where the image has been halved so often; next to the image they are
    /// <paramref name="maps"/>.</summary>
    internal static long Maps(long maps, int halvings, ResNetLayout layout) =>
        maps
        * Math.Min(
            1L << halvings,
            layout switch
            {
                ResNetLayout.Cifar => 1,
                ResNetLayout.Sngan64 => 16,
                _ => 8,
            }
        );

    /// <summary>Heights of feature maps that both networks have, largest first; the image's own is not among
    /// them.</summary>
    internal IEnumerable<long> Common(ResNetLayout layout) => Heights.Take(layout == ResNetLayout.Cifar ? 2 : Halvings);
}
