using static TorchSharp.torch;

namespace Gan.Metrics;

/// <summary>
/// The <see cref="MultiScaleSsim.Diversity"/> of fresh samples while a GAN trains: the mean similarity of pairs, which
/// rises as samples become alike. Measure the data themselves by that method for the mark to reach.
/// </summary>
/// <param name="count">Samples that pairs are drawn from, at least 2. Default 200.</param>
/// <param name="pairs">At least 1. Default 100, as in the paper.</param>
/// <param name="seed">Chooses the latents and the pairs.</param>
public sealed class DiversityMetric(long count = 200, int pairs = 100, ulong seed = 0)
    : SampleMetric("MS-SSIM", Argument.AtLeast(2, count), seed)
{
    private readonly int pairs = Argument.AtLeast(1, pairs);

    /// <inheritdoc/>
    public override IEnumerable<Problem> Problems(GanSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.SampleShape is not [_, >= MultiScaleSsim.Window, >= MultiScaleSsim.Window])
        {
            yield return new(
                $"It compares images [C, H, W] with sides of at least {MultiScaleSsim.Window} pixels, but samples of "
                    + $"'{settings.DataSet}' are {ShapeText.Of(settings.SampleShape)}.",
                "Take larger images, or another metric such as DensityCoverageMetric.Coverage(new RawPixels())."
            );
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Samples are no images, or smaller than 11 pixels.</exception>
    protected override MetricValue Judge(TrainingContext context, Tensor samples, MetricValue known)
    {
        ArgumentNullException.ThrowIfNull(known);
        var value = MultiScaleSsim.Diversity(samples, pairs, Seed);
        var scales = MultiScaleSsim.Scales(samples.shape[2], samples.shape[3]);
        return known with { Value = value, Settings = $"pairs={pairs} scales={scales}" };
    }
}
