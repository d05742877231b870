namespace Gan;

/// <summary>How often an image halves on its way to the middle of residual networks, and how wide they are
/// there.</summary>
internal sealed record ResNetShape(int Halvings, long Height, long Width)
{
    /// <summary>Halves while both sides are even and stay at least 4: 32 and 64 lead to 4, 48 to 6, 28 to 7.</summary>
    internal static ResNetShape Of(IReadOnlyList<long> shape)
    {
        var halvings = 0;
        var height = shape[1];
        var width = shape[2];
        for (; height % 2 == 0 && width % 2 == 0 && Math.Min(height, width) >= 8; halvings++)
        {
            height = height / 2;
            width = width / 2;
        }
        return new(halvings, height, width);
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
    internal IEnumerable<long> Common(ResNetLayout layout) =>
        Enumerable
            .Range(1, layout == ResNetLayout.Cifar ? Math.Min(2, Halvings) : Halvings)
            .Select(i => Height << (Halvings - i));
}
