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
    internal const int Window = 11;

    private const double Sigma = 1.5;
    private const double LuminanceFloor = 0.01 * 2 * 0.01 * 2;
    private const double ContrastFloor = 0.03 * 2 * 0.03 * 2; // (K·L)², L = 2: from −1 to 1
    private const long Chunk = 64;

    private static readonly double[] PaperWeights = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333];

    /// <summary>How many of the paper's five scales fit an image.</summary>
    /// <param name="height">At least 11 pixels.</param>
    /// <param name="width">At least 11 pixels.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is smaller than the window.</exception>
    public static int Scales(long height, long width)
    {
        Argument.AtLeast(Window, height);
        Argument.AtLeast(Window, width);
        var scales = 1;
        var side = Math.Min(height, width);
        while (scales < PaperWeights.Length && side / 2 >= Window)
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
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.dim() != 4 || first.shape.Contains(0) || !first.shape.SequenceEqual(second.shape))
        {
            throw new ArgumentException(
                "first and second must be images [N, C, H, W] of one shape, but have shapes "
                    + $"{ShapeText.Of(first.shape)} and {ShapeText.Of(second.shape)}.",
                nameof(second)
            );
        }
        using var _ = NewDisposeScope();
        using var gradient = no_grad();
        var scales = Scales(first.shape[2], first.shape[3]);
        var parts = new List<Tensor>();
        for (long at = 0; at < first.shape[0]; at += Chunk)
        {
            var rows = Math.Min(Chunk, first.shape[0] - at);
            var x = Planes(first.narrow(0, at, rows));
            var y = Planes(second.narrow(0, at, rows));
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

    /// <summary>Each channel an image of its own.</summary>
    private static Tensor Planes(Tensor images) =>
        images.detach().cpu().to(ScalarType.Float64).reshape(-1, 1, images.shape[2], images.shape[3]);

    private static Tensor Similarity(Tensor x, Tensor y, int scales)
    {
        var window = Gaussian();
        var total = PaperWeights.Take(scales).Sum();
        Tensor? product = null;
        for (var scale = 0; scale < scales; scale++)
        {
            if (scale > 0)
            {
                x = functional.avg_pool2d(x, 2);
                y = functional.avg_pool2d(y, 2);
            }
            var (luminance, contrast) = Maps(x, y, window);
            var map = scale == scales - 1 ? luminance.mul(contrast) : contrast;
            var term = map.mean([1L, 2L, 3L]).clamp_min(0).pow(PaperWeights[scale] / total);
            product = product is null ? term : product.mul(term);
        }
        return product!;
    }

    private static (Tensor Luminance, Tensor ContrastStructure) Maps(Tensor x, Tensor y, Tensor window)
    {
        var mx = Blur(x);
        var my = Blur(y);
        var mxx = mx.square();
        var myy = my.square();
        var mxy = mx.mul(my);
        var vx = Blur(x.square()).sub(mxx);
        var vy = Blur(y.square()).sub(myy);
        var cov = Blur(x.mul(y)).sub(mxy);
        var luminance = mxy.mul(2).add(LuminanceFloor).div(mxx.add(myy).add(LuminanceFloor));
        var contrastStructure = cov.mul(2).add(ContrastFloor).div(vx.add(vy).add(ContrastFloor));
        return (luminance, contrastStructure);

        Tensor Blur(Tensor image) => functional.conv2d(functional.conv2d(image, window), window.mT);
    }

    private static Tensor Gaussian()
    {
        var offsets = arange(Window, dtype: ScalarType.Float64).sub(Window / 2);
        var weights = offsets.square().div(-2 * Sigma * Sigma).exp();
        return weights.div(weights.sum()).reshape(1, 1, 1, Window);
    }
}
