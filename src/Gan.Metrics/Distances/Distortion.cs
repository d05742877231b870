using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Metrics;

/// <summary>
/// How far images are from those that they should be, pixel by pixel: what restores images is measured by it, beside a
/// distance of distributions such as FID (Blau and Michaeli 2018, arXiv:1711.06077, say why it takes both).
/// </summary>
public static class Distortion
{
    private const long Chunk = 256;
    private const double Range = 2; // from −1 to 1

    /// <summary>The peak signal-to-noise ratio of each image, 10 · log₁₀(L² / mean squared error) with L = 2.</summary>
    /// <param name="images">[N, C, H, W] in [−1, 1].</param>
    /// <param name="targets">Of the same shape.</param>
    /// <param name="border">Pixels left out at each edge, as papers on super-resolution leave out as many as the
    /// factor. At least 0, and less than half of a side.</param>
    /// <returns>Decibels, float64 [N] on the CPU; infinite for equal images.</returns>
    /// <exception cref="ArgumentException">The shapes differ, or are no images.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The border leaves no pixel.</exception>
    public static Tensor Psnr(Tensor images, Tensor targets, int border = 0)
    {
        using var scope = NewDisposeScope();
        var error = Mean(images, targets, border, difference => difference.square());
        return error.reciprocal().mul(Range * Range).log10().mul(10).MoveToOuterDisposeScope();
    }

    /// <summary>The mean absolute difference of each image, on the scale of [−1, 1].</summary>
    /// <param name="images">[N, C, H, W] in [−1, 1].</param>
    /// <param name="targets">Of the same shape.</param>
    /// <returns>Float64 [N] on the CPU, from 0 to 2.</returns>
    /// <exception cref="ArgumentException">The shapes differ, or are no images.</exception>
    public static Tensor L1(Tensor images, Tensor targets) => Mean(images, targets, 0, difference => difference.abs());

    /// <summary>
    /// The structural similarity of each image (Wang et al. 2004): Gaussian window of 11 pixels with σ = 1.5 and no
    /// padding, K₁ = 0.01, K₂ = 0.03, channels on their own and then averaged.
    /// </summary>
    /// <param name="images">[N, C, H, W] in [−1, 1], sides from 11 pixels up.</param>
    /// <param name="targets">Of the same shape.</param>
    /// <returns>Float64 [N] on the CPU: 1 for equal images.</returns>
    /// <exception cref="ArgumentException">The shapes differ, or are no images.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The images are too small.</exception>
    public static Tensor Ssim(Tensor images, Tensor targets)
    {
        SsimMaps.CheckPairs(images, targets);
        Argument.AtLeast(SsimMaps.Window, images.shape[2]);
        Argument.AtLeast(SsimMaps.Window, images.shape[3]);
        using var scope = NewDisposeScope();
        using var gradient = no_grad();
        var parts = new List<Tensor>();
        for (long at = 0; at < images.shape[0]; at += Chunk)
        {
            var rows = Math.Min(Chunk, images.shape[0] - at);
            var x = SsimMaps.Planes(images.narrow(0, at, rows));
            var y = SsimMaps.Planes(targets.narrow(0, at, rows));
            var (luminance, contrast) = SsimMaps.Of(x, y);
            parts.Add(luminance.mul(contrast).reshape(rows, -1).mean([1L]));
        }
        return cat(parts).MoveToOuterDisposeScope();
    }

    private static Tensor Mean(Tensor images, Tensor targets, int border, Func<Tensor, Tensor> measure)
    {
        SsimMaps.CheckPairs(images, targets);
        var height = images.shape[2] - (2 * (long)border);
        var width = images.shape[3] - (2 * (long)border);
        if (border < 0 || Math.Min(height, width) < 1)
        {
            throw new ArgumentOutOfRangeException(
                nameof(border),
                border,
                $"A border of {border} pixels leaves nothing of images of {images.shape[2]} × {images.shape[3]}."
            );
        }
        using var scope = NewDisposeScope();
        using var gradient = no_grad();
        var parts = new List<Tensor>();
        for (long at = 0; at < images.shape[0]; at += Chunk)
        {
            var rows = Math.Min(Chunk, images.shape[0] - at);
            var difference = Inner(images.narrow(0, at, rows)) - Inner(targets.narrow(0, at, rows));
            parts.Add(measure(difference).reshape(rows, -1).mean([1L]));
        }
        return cat(parts).MoveToOuterDisposeScope();

        Tensor Inner(Tensor part) =>
            part.detach().cpu().to(ScalarType.Float64).narrow(2, border, height).narrow(3, border, width);
    }
}
