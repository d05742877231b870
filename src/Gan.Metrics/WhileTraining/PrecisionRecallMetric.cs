using static TorchSharp.torch;

namespace Gan.Metrics;

/// <summary>One side of <see cref="PrecisionRecall"/> while a GAN trains. Add both: a collapse shows as precision that
/// stays and recall that falls.</summary>
public sealed class PrecisionRecallMetric : FeatureMetric
{
    private readonly Func<PrecisionRecall, double> side;
    private readonly int k;

    private PrecisionRecallMetric(
        string name,
        Func<PrecisionRecall, double> side,
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

    /// <summary>Measures precision.</summary>
    /// <param name="extractor">Makes the features, and stays the caller's.</param>
    /// <param name="count">Samples on each side, more than k. Default 1,000.</param>
    /// <param name="k">The neighbour that sets the radius. Default 3.</param>
    /// <param name="seed">Chooses the latents and the real samples.</param>
    public static PrecisionRecallMetric Precision(
        IFeatureExtractor extractor,
        long count = 1000,
        int k = 3,
        ulong seed = 0
    ) => new("precision", both => both.Precision, extractor, count, k, seed);

    /// <summary>Measures recall.</summary>
    /// <param name="extractor">Makes the features, and stays the caller's.</param>
    /// <param name="count">Samples on each side, more than k. Default 1,000.</param>
    /// <param name="k">The neighbour that sets the radius. Default 3.</param>
    /// <param name="seed">Chooses the latents and the real samples.</param>
    public static PrecisionRecallMetric Recall(
        IFeatureExtractor extractor,
        long count = 1000,
        int k = 3,
        ulong seed = 0
    ) => new("recall", both => both.Recall, extractor, count, k, seed);

    /// <inheritdoc/>
    protected override (long Rows, string Reason, string Remedy) LeastReal =>
        (k + 1L, $", more than k = {k}", "Set k below that number, or take more data.");

    /// <inheritdoc/>
    protected override (double Value, double? Interval) Compare(Tensor real, Tensor fake) =>
        (side(PrecisionRecall.Compute(real, fake, k)), null);
}
