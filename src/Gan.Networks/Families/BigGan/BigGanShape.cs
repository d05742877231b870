namespace Gan;

/// <summary>How wide BigGAN's networks are where (Brock et al. 2019, tables 4 to 9), in multiples of the maps next to
/// the image.</summary>
internal static class BigGanShape
{
    /// <summary>The sides of an image on the way to the middle of a network, the image's own first: 32 leads to 4, 48
    /// to 6, 28 to 4.</summary>
    internal static List<(long Height, long Width)> Sides(IReadOnlyList<long> shape) =>
        ImageSides.Halved(shape, least: 4);

    /// <summary>Widths of the generator from the middle to the image: one before the first block, one behind
    /// each.</summary>
    internal static long[] GeneratorWidths(int halvings) =>
        halvings switch
        {
            <= 3 => [.. Enumerable.Repeat(4L, halvings + 1)],
            4 => [16, 16, 8, 4, 2],
            5 => [16, 16, 8, 4, 2, 1],
            6 => [16, 16, 8, 8, 4, 2, 1],
            _ => [16, 16, 8, 8, 4, 2, .. Enumerable.Repeat(1L, halvings - 5)],
        };

    /// <summary>Widths of the discriminator behind each block, from the image on. The first blocks halve; the last one,
    /// or those from the third on up to 32 pixels, do not.</summary>
    internal static long[] DiscriminatorWidths(int halvings) =>
        halvings switch
        {
            <= 3 => [.. Enumerable.Repeat(4L, DiscriminatorHalvings(halvings) + 2)],
            4 => [1, 2, 4, 8, 16],
            5 => [1, 2, 4, 8, 16, 16],
            6 => [1, 2, 4, 8, 8, 16, 16],
            _ => [.. Enumerable.Repeat(1L, halvings - 5), 2, 4, 8, 8, 16, 16],
        };

    /// <summary>How many blocks of the discriminator halve the sides.</summary>
    internal static int DiscriminatorHalvings(int halvings) => halvings <= 3 ? Math.Min(2, halvings) : halvings;

    /// <summary>Heights of maps that both networks have behind a block, largest first; the image's own is not among
    /// them.</summary>
    internal static IReadOnlyList<long> CommonHeights(List<(long Height, long Width)> sides) =>
        [
            .. Enumerable
                .Range(1, DiscriminatorHalvings(sides.Count - 1))
                .Where(i => i < sides.Count - 1) // nothing is attended over before the generator's first block
                .Select(i => sides[i].Height),
        ];
}
