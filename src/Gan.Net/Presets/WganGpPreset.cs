using Gan.Losses;

namespace Gan;

/// <summary>Wasserstein with gradient penalty (Gulrajani et al. 2017, arXiv:1704.00028).</summary>
public static class WganGpPreset
{
    extension(GanBuilder gan)
    {
        /// <summary>Wasserstein with gradient penalty (Gulrajani et al. 2017, algorithm 1); Adam(1e-4, 0, 0.9) at the
        /// papers' widths and a higher rate for narrower networks (<see cref="Preset.ScalesRateToWidth"/>), five critic
        /// updates a step, a critic without batch normalisation.</summary>
        /// <param name="lambda">Weight of the penalty. At least 0.</param>
        public GanBuilder WithWgangp(double lambda = 10) => gan.WithPreset(Make(lambda));
    }

    internal static Preset Make(double lambda) =>
        new("wgangp", new WassersteinLoss())
        {
            Optimizer = new AdamOptions(1e-4, 0, 0.9),
            ScalesRateToWidth = true,
            CriticSteps = 5,
            Penalties = [new(new GradientPenalty(lambda))],
        };
}
