namespace Gan;

/// <summary>How often an image halves on its way to the learnt constant of StyleGAN2.</summary>
internal sealed record StyleGan2Shape(int Halvings, long Height, long Width)
{
    /// <summary>Places of the constant along its shorter side, at most.</summary>
    private const long Longest = 16;

    /// <summary>Halves while both sides are even and stay at least 4: 32 leads to 4, 48 to 6, 28 to 7, 64x32 to
    /// 8x4.</summary>
    internal static StyleGan2Shape Of(IReadOnlyList<long> shape)
    {
        var halvings = 0;
        var height = shape[1];
        var width = shape[2];
        for (; height % 2 == 0 && width % 2 == 0 && Math.Min(height, width) >= 8; halvings++)
        {
            height /= 2;
            width /= 2;
        }
        return new(halvings, height, width);
    }

    /// <summary>Whether the halves come down to a constant that is small, and not to one as large as the
    /// image.</summary>
    internal static bool Fits(long height, long width) =>
        Math.Min(height, width) >= 4
        && Of([1, height, width]) is var start
        && Math.Min(start.Height, start.Width) < Longest;

    /// <summary>A power of 2 that leaves at least 4 of the shorter side: sides that are multiples of it fit.</summary>
    internal static long Unit(long height, long width)
    {
        var unit = 1L;
        while (Math.Min(height, width) / (2 * unit) >= 8)
        {
            unit *= 2;
        }
        return unit;
    }

    /// <summary>Layers with a style: two convolutions a resolution, the first but one, and the last image
    /// layer.</summary>
    internal long Styles => 2 * (Halvings + 1);
}
