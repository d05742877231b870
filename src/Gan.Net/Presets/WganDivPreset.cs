using Gan.Losses;

namespace Gan;

/// <summary>Wasserstein divergence (WGAN-div, Wu et al. 2018, arXiv:1712.01026).</summary>
public static class WganDivPreset
{
    extension(GanBuilder gan)
    {
        /// <summary>Wasserstein divergence (WGAN-div, Wu et al. 2018); Adam(2e-4, 0, 0.999), one critic update a
        /// step.</summary>
        public GanBuilder WithWgandiv() =>
            gan.WithPreset(
                new Preset("wgandiv", new WassersteinLoss())
                {
                    Optimizer = new AdamOptions(2e-4, 0, 0.999),
                    Penalties = [new(new WganDivPenalty())],
                }
            );
    }
}
