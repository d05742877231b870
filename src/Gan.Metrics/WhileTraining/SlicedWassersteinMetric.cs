using static TorchSharp.torch;

namespace Gan.Metrics;

/// <summary>The <see cref="SlicedWasserstein"/> distance of order 2 of fresh samples from the data while a GAN trains;
/// cheap, and good for points and tables.</summary>
/// <param name="extractor">Makes the features, and stays the caller's.</param>
/// <param name="count">Samples on each side, at least 2. Default 1,000.</param>
/// <param name="projections">Random directions, the same ones at each measurement. At least 1. Default 512.</param>
/// <param name="seed">Chooses the latents, the real samples and the directions.</param>
public sealed class SlicedWassersteinMetric(
    IFeatureExtractor extractor,
    long count = 1000,
    int projections = 512,
    ulong seed = 0
) : FeatureMetric("sliced Wasserstein", extractor, count, seed, $"order=2 projections={projections}")
{
    private readonly int projections = Argument.AtLeast(1, projections);

    /// <inheritdoc/>
    protected override (double Value, double? Interval) Compare(Tensor real, Tensor fake) =>
        (SlicedWasserstein.Compute(real, fake, projections, seed: Seed), null);
}
