using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>A box in the middle, the same for each sample: Pathak et al., "Context encoders" (CVPR 2016), section
/// 3.3.</summary>
/// <param name="Fraction">Share of each side, in (0, 1], rounded to whole pixels: 0.5 hides a quarter of the
/// area.</param>
public sealed record CentreMask(double Fraction = 0.5) : IMaskDrawer
{
    /// <inheritdoc/>
    public Tensor Draw(ImageSize size, TransformRandom random) =>
        MaskImages.Draw(
            this,
            size,
            random,
            (_, mask) =>
            {
                var height = MaskImages.Pixels(Fraction, size.Height);
                var width = MaskImages.Pixels(Fraction, size.Width);
                var top = (size.Height - height) / 2;
                var left = (size.Width - width) / 2;
                MaskImages.Box(mask, size.Width, top, left, height, width);
            }
        );

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() => Bounds.All(Bounds.In("(0, 1]", Fraction));
}
