namespace Gan.Losses;

/// <summary>
/// Lets the probability of augmentations follow the discriminator's overfitting (ADA, Karras et al. 2020,
/// arXiv:2006.06676, section 3.1): it rises while the share of real samples that the discriminator scores above 0
/// exceeds the target, and falls otherwise.
/// </summary>
/// <param name="Target">Target of E[sign(D(x))], in (-1, 1). Default 0.6, the paper's.</param>
/// <param name="Samples">Real samples over which the probability can rise from 0 to 1. At least 1. Default 500,000, the
/// paper's.</param>
/// <param name="Start">The probability at the start, in [0, 1]. Default 0.</param>
/// <param name="Most">Bound of the probability, in (0, 1]. Default 0.8: beyond it changes leak into the generated
/// samples (section 2.2).</param>
public sealed record AdaptiveStrength(double Target = 0.6, long Samples = 500_000, double Start = 0, double Most = 0.8)
{
    /// <summary>What stands against these settings, each with its remedy; empty when all is well.</summary>
    public IEnumerable<Problem> Problems() =>
        [
            .. Bounds.Of(
                nameof(AdaptiveStrength),
                Bounds.In("(-1, 1)", Target),
                Bounds.AtLeast(1, Samples),
                Bounds.In("[0, 1]", Start)
            ),
            .. Bounds.All(
                Start > Most
                    ? new Problem(
                        FormattableString.Invariant($"AdaptiveStrength.Start {Start} is above Most {Most}."),
                        "Start lower or raise Most."
                    )
                    : null
            ),
            .. Bounds.Of(nameof(AdaptiveStrength), Bounds.In("(0, 1]", Most)),
        ];
}
