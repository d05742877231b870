using static TorchSharp.torch;

namespace Gan.Metrics;

/// <summary>One number of <see cref="ModeCoverage"/> while a GAN learns
/// a mixture of Gaussians, such as the ring or the grid.</summary>
public sealed class ModeCoverageMetric : SampleMetric
{
    private readonly Func<ModeCoverage, double> number;
    private readonly IReadOnlyList<(double X, double Y)> centers;
    private readonly double sigma;

    private ModeCoverageMetric(
        string name,
        Func<ModeCoverage, double> number,
        IReadOnlyList<(double X, double Y)> centers,
        double sigma,
        long count,
        ulong seed
    )
        : base(name, count, seed)
    {
        ArgumentNullException.ThrowIfNull(centers);
        if (centers.Count == 0)
        {
            throw new ArgumentException("There must be at least one mode.", nameof(centers));
        }
        Argument.Above(0, sigma);
        this.number = number;
        this.centers = [.. centers];
        this.sigma = sigma;
    }

    /// <summary>Counts the modes captured.</summary>
    /// <param name="centers">The modes, at least one.</param>
    /// <param name="sigma">Standard deviation of each mode. Greater than 0.</param>
    /// <param name="count">Samples. At least 1. Default 2,500, as in the paper.</param>
    /// <param name="seed">Chooses the latents.</param>
    public static ModeCoverageMetric Modes(
        IReadOnlyList<(double X, double Y)> centers,
        double sigma,
        long count = 2500,
        ulong seed = 0
    ) => new("modes", coverage => coverage.Modes, centers, sigma, count, seed);

    /// <summary>Measures the share of high-quality samples, from 0 to 1.</summary>
    /// <param name="centers">The modes, at least one.</param>
    /// <param name="sigma">Standard deviation of each mode. Greater than 0.</param>
    /// <param name="count">Samples. At least 1. Default 2,500, as in the paper.</param>
    /// <param name="seed">Chooses the latents.</param>
    public static ModeCoverageMetric HighQuality(
        IReadOnlyList<(double X, double Y)> centers,
        double sigma,
        long count = 2500,
        ulong seed = 0
    ) => new("high quality", coverage => coverage.HighQuality, centers, sigma, count, seed);

    /// <inheritdoc/>
    public override IEnumerable<Problem> Problems(GanSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.SampleShape is not [2])
        {
            yield return new(
                $"It counts modes among points [2], but samples of '{settings.DataSet}' are "
                    + $"{ShapeText.Of(settings.SampleShape)}.",
                "Take data of points such as GaussianMixture, or another metric such as "
                    + "DensityCoverageMetric.Coverage(new RawPixels())."
            );
        }
    }

    /// <inheritdoc/>
    protected override MetricValue Judge(TrainingContext context, Tensor samples, MetricValue known)
    {
        ArgumentNullException.ThrowIfNull(known);
        return known with
        {
            Value = number(ModeCoverage.Compute(samples, centers, sigma)),
            Settings = FormattableString.Invariant($"modes={centers.Count} sigma={sigma}"),
        };
    }
}
