using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Metrics;

/// <summary>
/// Multi-scale structural similarity of images, and the lack of diversity that it shows: Wang, Simoncelli and Bovik,
/// "Multiscale Structural Similarity for Image Quality Assessment" (2003, equation 7); its mean over random pairs of
/// one class is the diversity measure of Odena et al. (arXiv:1610.09585, section 4.2), where less is more diverse and
/// the data's own value is the mark to reach.
/// </summary>
/// <remarks>
/// Gaussian window of 11 pixels with σ = 1.5 and no padding, K₁ = 0.01, K₂ = 0.03, means of 2×2 pixels between scales
/// (an odd last row or column is dropped), negative contrast-structure as 0, channels on their own and then averaged.
/// Five scales need sides of 176 pixels; smaller images take as many as fit, under the paper's weights scaled to sum to
/// 1. Values with different numbers of scales are not comparable.
/// </remarks>
public static class MultiScaleSsim
{
    internal const int Window = SsimMaps.Window;
    private const long Chunk = 64;

    private static readonly double[] PaperWeights = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333];

    /// <summary>How many of the paper's five scales fit an image.</summary>
    /// <param name="height">At least 11 pixels.</param>
    /// <param name="width">At least 11 pixels.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is smaller than the window.</exception>
    public static int Scales(long height, long width)
    {
        Argument.AtLeast(SsimMaps.Window, height);
        Argument.AtLeast(SsimMaps.Window, width);
        var scales = 1;
        var side = Math.Min(height, width);
        while (scales < PaperWeights.Length && side / 2 >= SsimMaps.Window)
        {
            side /= 2;
            scales++;
        }
        return scales;
    }

    /// <summary>The similarity of each image to its partner, in float64.</summary>
    /// <param name="first">[N, C, H, W] in [−1, 1], sides from 11 pixels up.</param>
    /// <param name="second">Of the same shape.</param>
    /// <returns>Float64 [N] on the CPU: 1 for equal images.</returns>
    /// <exception cref="ArgumentException">The shapes differ, or are no images.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The images are too small.</exception>
    public static Tensor Compute(Tensor first, Tensor second)
    {
        SsimMaps.CheckPairs(first, second);
        using var _ = NewDisposeScope();
        using var gradient = no_grad();
        var scales = Scales(first.shape[2], first.shape[3]);
        var parts = new List<Tensor>();
        for (long at = 0; at < first.shape[0]; at += Chunk)
        {
            var rows = Math.Min(Chunk, first.shape[0] - at);
            var x = SsimMaps.Planes(first.narrow(0, at, rows));
            var y = SsimMaps.Planes(second.narrow(0, at, rows));
            parts.Add(Similarity(x, y, scales).reshape(rows, -1).mean([1L]));
        }
        return cat(parts).MoveToOuterDisposeScope();
    }

    /// <summary>The mean similarity of random pairs of different images:
    /// from about 0 (diverse) to 1 (one picture only).</summary>
    /// <param name="images">[N, C, H, W] in [−1, 1], N ≥ 2, of one class where there are classes.</param>
    /// <param name="pairs">At least 1; 100 in the paper.</param>
    /// <param name="seed">Chooses the pairs.</param>
    /// <exception cref="ArgumentException">These are no images, or fewer than 2.</exception>
    /// <exception cref="ArgumentOutOfRangeException">pairs is less than 1, or the images are too small.</exception>
    public static double Diversity(Tensor images, int pairs = 100, ulong seed = 0)
    {
        Argument.Within(1, 10_000_000, pairs);
        ArgumentNullException.ThrowIfNull(images);
        if (images.dim() != 4 || images.shape[0] < 2)
        {
            throw new ArgumentException(
                $"images must be at least 2 of shape [N, C, H, W], but have shape {ShapeText.Of(images.shape)}.",
                nameof(images)
            );
        }
        using var _ = NewDisposeScope();
        using var random = new Generator(seed);
        var count = images.shape[0];
        var left = randint(0, count, [(long)pairs], ScalarType.Int64, generator: random);
        var step = randint(1, count, [(long)pairs], ScalarType.Int64, generator: random);
        var all = images.cpu();
        var right = left.add(step).remainder(count); // never the image itself
        return Compute(all.index_select(0, left), all.index_select(0, right)).mean().ToDouble();
    }

    private static Tensor Similarity(Tensor x, Tensor y, int scales)
    {
        var total = PaperWeights.Take(scales).Sum();
        Tensor? product = null;
        for (var scale = 0; scale < scales; scale++)
        {
            if (scale > 0)
            {
                x = functional.avg_pool2d(x, 2);
                y = functional.avg_pool2d(y, 2);
            }
            var (luminance, contrast) = SsimMaps.Of(x, y);
            var map = scale == scales - 1 ? luminance.mul(contrast) : contrast;
            var term = map.mean([1L, 2L, 3L]).clamp_min(0).pow(PaperWeights[scale] / total);
            product = product is null ? term : product.mul(term);
        }
        return product!;
    }
}
