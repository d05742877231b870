using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>A box of a random size at a random place. Its area is from Min² to Max² of the image's, but for the
/// rounding of the sides to whole pixels.</summary>
/// <param name="Min">Smallest share of each side, in (0, 1].</param>
/// <param name="Max">Largest share of each side, from <paramref name="Min"/> to 1.</param>
public sealed record BoxMask(double Min = 0.25, double Max = 0.5) : IMaskDrawer
{
    /// <inheritdoc/>
    public Tensor Draw(ImageSize size, TransformRandom random)
    {
        GanConfigurationException.ThrowIfAny(Problems());
        ArgumentNullException.ThrowIfNull(random);
        var heights = random.Uniform((Min, Max));
        var widths = random.Uniform((Min, Max));
        var tops = random.Uniform((0, 1));
        var lefts = random.Uniform((0, 1));
        return MaskImages.Draw(
            this,
            size,
            random,
            (i, mask) =>
            {
                var height = MaskImages.Pixels(heights[i], size.Height);
                var width = MaskImages.Pixels(widths[i], size.Width);
                var top = (int)(tops[i] * (size.Height - height + 1));
                var left = (int)(lefts[i] * (size.Width - width + 1));
                MaskImages.Box(mask, size.Width, top, left, height, width);
            }
        );
    }

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() => Bounds.All(Bounds.In("(0, 1]", Min), Bounds.Within(Min, 1, Max));
}
