using Gan.Losses;

namespace Gan;

/// <summary>The original GAN (Goodfellow et al. 2014, arXiv:1406.2661).</summary>
public static class VanillaPreset
{
    extension(GanBuilder gan)
    {
        /// <summary>The original GAN (Goodfellow et al. 2014) with the optimiser of Radford et al. 2016, section 4:
        /// Adam(2e-4, 0.5, 0.999), one discriminator update a step. The builder's default.</summary>
        /// <param name="saturating">True takes the minimax generator loss of equation 1; false (the default) the
        /// non-saturating one of section 3.</param>
        public GanBuilder WithVanilla(bool saturating = false) =>
            gan.WithPreset(new Preset("vanilla", saturating ? new MinimaxLoss() : new NonSaturatingLoss()));
    }
}
