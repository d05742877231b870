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
/// <param name="ReverseKl">KL(p̂ ‖ uniform) in nats over the modes of the high-quality samples; NaN when there is
/// none.</param>
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
        var good = (double)counts.Sum();
        var kl =
            good == 0 ? double.NaN : counts.Where(c => c > 0).Sum(c => c / good * Math.Log(c / good * counts.Length));
        return new(counts.Count(c => c > 0), centers.Count, good / samples.shape[0], kl);
    }

    private static (int Mode, double Distance) Nearest(double x, double y, IReadOnlyList<(double X, double Y)> centers)
    {
        var best = 0;
        var least = double.PositiveInfinity;
        for (var i = 0; i < centers.Count; i++)
        {
            var distance = Math.Sqrt((x - centers[i].X) * (x - centers[i].X) + (y - centers[i].Y) * (y - centers[i].Y));
            if (distance < least)
            {
                (best, least) = (i, distance);
            }
        }
        return (best, least);
    }
}
