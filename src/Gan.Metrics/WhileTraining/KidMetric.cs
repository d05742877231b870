using static TorchSharp.torch;

namespace Gan.Metrics;

/// <summary>The <see cref="KernelDistance"/> of fresh samples from the data while a GAN trains; unbiased, so that it
/// suits few samples. Its interval is the deviation over subsets.</summary>
/// <param name="extractor">Makes the features, and stays the caller's.</param>
/// <param name="count">Samples on each side, at least <paramref name="subsetSize"/>. Default 1,000.</param>
/// <param name="subsets">How many subsets, at least 1. Default 100.</param>
/// <param name="subsetSize">Rows of a subset. At least 2. Default 100, a tenth of the default count.</param>
/// <param name="seed">Chooses the latents, the real samples and the subsets.</param>
public sealed class KidMetric(
    IFeatureExtractor extractor,
    long count = 1000,
    int subsets = 100,
    int subsetSize = 100,
    ulong seed = 0
)
    : FeatureMetric(
        "KID",
        extractor,
        Argument.AtLeast<long>(subsetSize, count), // else a measurement would end a training that has run for hours
        seed,
        $"subsets={subsets} size={subsetSize}"
    )
{
    /// <inheritdoc/>
    protected override (long Rows, string Reason, string Remedy) LeastReal =>
        (subsetSize, $", the subsetSize {subsetSize}", "Set subsetSize to at most that number, or take more data.");

    /// <inheritdoc/>
    protected override (double Value, double? Interval) Compare(Tensor real, Tensor fake)
    {
        var distance = KernelDistance.Compute(real, fake, subsets, subsetSize, Seed);
        return (distance.Mean, distance.StandardDeviation);
    }
}
