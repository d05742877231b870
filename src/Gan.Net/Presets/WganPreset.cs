using Gan.Losses;

namespace Gan;

/// <summary>Wasserstein with weight clipping (Arjovsky et al. 2017, arXiv:1701.07875).</summary>
public static class WganPreset
{
    extension(GanBuilder gan)
    {
        /// <summary>Wasserstein with weight clipping (Arjovsky et al. 2017, algorithm 1); RMSProp(5e-5), five critic
        /// updates a step. The rate belongs to the clip and does not grow for narrow networks.</summary>
        /// <param name="clip">Bound of the critic's weights. Greater than 0.</param>
        public GanBuilder WithWgan(double clip = 0.01) =>
            gan.WithPreset(
                new Preset("wgan", new WassersteinLoss())
                {
                    Optimizer = new RmsPropOptions(5e-5),
                    CriticSteps = 5,
                    Constraints = [new WeightClipping(clip)],
                }
            );
    }
}
