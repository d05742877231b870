using static TorchSharp.torch;

namespace Gan.Metrics;

/// <summary>One side of <see cref="DensityCoverage"/> while a GAN trains; steadier than precision and recall, because
/// one outlier weighs little.</summary>
public sealed class DensityCoverageMetric : FeatureMetric
{
    private readonly Func<DensityCoverage, double> side;
    private readonly int k;

    private DensityCoverageMetric(
        string name,
        Func<DensityCoverage, double> side,
        IFeatureExtractor extractor,
        long count,
        int k,
        ulong seed
    )
        : base(name, extractor, count, seed, $"k={k}")
    {
        Argument.AtLeast(1, k);
        Argument.Above<long>(k, count);
        this.side = side;
        this.k = k;
    }

    /// <summary>Measures density.</summary>
    /// <param name="extractor">Makes the features, and stays the caller's.</param>
    /// <param name="count">Samples on each side, more than k. Default 1,000.</param>
    /// <param name="k">The neighbour that sets the radius. At least 1. Default 5.</param>
    /// <param name="seed">Chooses the latents and the real samples.</param>
    public static DensityCoverageMetric Density(
        IFeatureExtractor extractor,
        long count = 1000,
        int k = 5,
        ulong seed = 0
    ) => new("density", both => both.Density, extractor, count, k, seed);

    /// <summary>Measures coverage; <see cref="DensityCoverage.ExpectedCoverage"/>
    /// says what a perfect generator reaches.</summary>
    /// <param name="extractor">Makes the features, and stays the caller's.</param>
    /// <param name="count">Samples on each side, more than k. Default 1,000.</param>
    /// <param name="k">The neighbour that sets the radius. At least 1. Default 5.</param>
    /// <param name="seed">Chooses the latents and the real samples.</param>
    public static DensityCoverageMetric Coverage(
        IFeatureExtractor extractor,
        long count = 1000,
        int k = 5,
        ulong seed = 0
    ) => new("coverage", both => both.Coverage, extractor, count, k, seed);

    /// <inheritdoc/>
    protected override (long Rows, string Reason, string Remedy) LeastReal =>
        (k + 1L, $", more than k = {k}", "Set k below that number, or take more data.");

    /// <inheritdoc/>
    protected override (double Value, double? Interval) Compare(Tensor real, Tensor fake) =>
        (side(DensityCoverage.Compute(real, fake, k)), null);
}
