namespace Gan.Losses;

/// <summary>
/// Instance noise, Sønderby et al. 2017 (arXiv:1610.04490), and Arjovsky and Bottou 2017, section 3 (arXiv:1701.04862):
/// normal noise on real and generated samples alike, so that their distributions overlap and the discriminator cannot
/// separate them at once. Its standard deviation falls linearly with the training, σ · max(0, 1 − progress / end).
/// </summary>
/// <param name="Sigma">Standard deviation in the first step, in units of the samples, at least 0; the default is
/// 0.1.</param>
/// <param name="End">Share of the training after which there is no more noise, in (0, 1]; the default is 1, its
/// end.</param>
public sealed record InstanceNoise(double Sigma = 0.1, double End = 1) : IAugmentation
{
    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() =>
        Bounds.All(Bounds.AtLeast(0, Sigma), Bounds.Above(0, End) ?? Bounds.AtMost(1, End));

    /// <summary>The standard deviation at a share of the training.</summary>
    /// <param name="progress">Share of the training done, in [0, 1].</param>
    public double At(double progress) => Sigma * Math.Max(0, 1 - progress / End);

    /// <inheritdoc/>
    public Tensor Apply(Tensor samples, AugmentationContext context)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(context);
        GanConfigurationException.ThrowIfAny(Problems());
        if (!samples.is_floating_point())
        {
            throw new ArgumentException(
                $"samples must be floating-point numbers, but are {samples.dtype}.",
                nameof(samples)
            );
        }
        var sigma = At(context.Progress);
        return sigma > 0 ? samples + sigma * Draws.Normal(samples.shape, samples, context.Random) : samples;
    }
}
