using static TorchSharp.torch;

namespace Gan.Metrics;

/// <summary>The <see cref="FrechetDistance"/> of fresh samples from the data while a GAN trains: <c>AddMetric(new
/// FidMetric(features), every: 500)</c>.</summary>
/// <param name="extractor">Makes the features, and stays the caller's. Only with the standard Inception network is the
/// value the literature's FID.</param>
/// <param name="count">Samples on each side, at least 2. Default 1,000,
/// quick and biased upward; 10,000 or more for figures to report.</param>
/// <param name="seed">Chooses the latents and the real samples.</param>
public sealed class FidMetric(IFeatureExtractor extractor, long count = 1000, ulong seed = 0)
    : FeatureMetric("FID", extractor, count, seed)
{
    private const int Matrices = 4; // two covariances, a root and a product

    private Tensor? reference;
    private FeatureStatistics? statistics; // of the reference

    /// <inheritdoc/>
    protected override (long Rows, string Reason, string Remedy) LeastReal => (2, "", "Take more data.");

    /// <inheritdoc/>
    protected override Problem? OfWidth(long width)
    {
        var bytes = 8.0 * Matrices * width * width;
        var memory = (double)GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        return bytes <= memory
            ? null
            : new(
                FormattableString.Invariant($"Features of {width} numbers have covariances of {width} x {width}, ")
                    + FormattableString.Invariant($"{bytes / (1 << 30):N0} GiB in all, and the machine has ")
                    + FormattableString.Invariant($"{memory / (1 << 30):N0}."),
                "Set extractor: to one with fewer features, or take SlicedWassersteinMetric."
            );
    }

    /// <inheritdoc/>
    protected override (double Value, double? Interval) Compare(Tensor real, Tensor fake)
    {
        if (!ReferenceEquals(reference, real))
        {
            statistics?.Dispose();
            reference = real;
            statistics = FeatureStatistics.Of(real); // once for all measurements, decomposition included
        }
        using var other = FeatureStatistics.Of(fake);
        return (FrechetDistance.Compute(statistics!, other), null);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        statistics?.Dispose();
        reference = null;
        statistics = null;
        base.Dispose();
    }
}
