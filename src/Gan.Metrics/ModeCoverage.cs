using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Metrics;

/// <summary>
/// How many modes of a Gaussian mixture a generator reaches, after PacGAN (Lin et al. 2018, arXiv:1712.04086, section
/// 4.1): a sample is of high quality when it lies within three standard deviations of its nearest mode; a mode is
/// captured when at least one such sample is next to it.
/// </summary>
/// <param name="Modes">Modes captured.</param>
/// <param name="Total">Modes there are.</param>
/// <param name="HighQuality">Share of high-quality samples, from 0 to 1.</param>
/// <param name="ReverseKl">KL(p̂ ‖ uniform) in nats over the modes
/// of the high-quality samples; NaN when there is none.</param>
public sealed record ModeCoverage(int Modes, int Total, double HighQuality, double ReverseKl)
{
    /// <summary>Measures samples against a mixture's modes.</summary>
    /// <param name="samples">Points [N, 2]; the paper takes 2,500.</param>
    /// <param name="centers">The modes.</param>
    /// <param name="sigma">Standard deviation of each mode. Greater than 0.</param>
    /// <exception cref="ArgumentException">The samples are no points, or there is no mode.</exception>
    /// <exception cref="ArgumentOutOfRangeException">sigma is not greater than 0.</exception>
    public static ModeCoverage Compute(Tensor samples, IReadOnlyList<(double X, double Y)> centers, double sigma)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(centers);
        if (samples.dim() != 2 || samples.shape[1] != 2 || samples.shape[0] == 0)
        {
            throw new ArgumentException(
                $"Samples must be points of shape [N, 2], but have shape {ShapeText.Of(samples.shape)}.",
                nameof(samples)
            );
        }
        if (centers.Count == 0)
        {
            throw new ArgumentException("There must be at least one mode.", nameof(centers));
        }
        Argument.Above(0, sigma);
        using var _ = NewDisposeScope();
        var points = samples.detach().cpu().to(ScalarType.Float64).contiguous().data<double>().ToArray();
        var counts = new long[centers.Count];
        for (var i = 0; i < points.Length; i += 2)
        {
            var (mode, distance) = Nearest(points[i], points[i + 1], centers);
            if (distance <= 3 * sigma)
            {
                counts[mode]++;
            }
        }
        var modes = counts.Count(count => count > 0);
        var good = (double)counts.Sum();
        return new(modes, centers.Count, good / samples.shape[0], ReverseKlOf(counts, good));
    }

    private static double ReverseKlOf(long[] counts, double total)
    {
        if (total == 0)
        {
            return double.NaN;
        }
        var divergence = 0.0;
        foreach (var count in counts.Where(count => count > 0))
        {
            var share = count / total;
            divergence += share * Math.Log(share * counts.Length);
        }
        return divergence;
    }

    private static (int Mode, double Distance) Nearest(double x, double y, IReadOnlyList<(double X, double Y)> centers)
    {
        var nearest = 0;
        var shortest = double.PositiveInfinity;
        for (var i = 0; i < centers.Count; i++)
        {
            var dx = x - centers[i].X;
            var dy = y - centers[i].Y;
            var distance = Math.Sqrt(dx * dx + dy * dy);
            if (distance < shortest)
            {
                nearest = i;
                shortest = distance;
            }
        }
        return (nearest, shortest);
    }
}
