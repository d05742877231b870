using Gan.Losses;

namespace Gan;

/// <summary>Wasserstein with the one-sided gradient penalty (WGAN-LP, Petzka et al. 2018, arXiv:1709.08894).</summary>
public static class WganLpPreset
{
    extension(GanBuilder gan)
    {
        /// <summary>Wasserstein with the one-sided gradient penalty (WGAN-LP, Petzka et al. 2018, section 5); the other
        /// settings of WGAN-GP.</summary>
        /// <param name="lambda">Weight of the penalty. At least 0.</param>
        public GanBuilder WithWganlp(double lambda = 10) =>
            gan.WithPreset(
                new Preset("wganlp", new WassersteinLoss())
                {
                    Optimizer = new AdamOptions(1e-4, 0, 0.9),
                    ScalesRateToWidth = true,
                    CriticSteps = 5,
                    Penalties = [new(new OneSidedGradientPenalty(lambda))],
                }
            );
    }
}
