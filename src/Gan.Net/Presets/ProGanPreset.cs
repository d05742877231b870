using Gan.Losses;

namespace Gan;

/// <summary>Progressive growing (Karras et al. 2018, arXiv:1710.10196).</summary>
public static class ProGanPreset
{
    extension(GanBuilder gan)
    {
        /// <summary>
        /// Progressive growing (Karras et al. 2018): networks that begin at 4x4 pixels and grow, WGAN-GP with one
        /// critic update a step and the drift term, Adam(0.001, 0, 0.99) that begins anew with each stage of growth.
        /// </summary>
        /// <param name="options">Networks and the phases of growth. Null grows over the first half of the training,
        /// unless others of <see cref="ProGanOptions"/> were chosen before.</param>
        /// <param name="lambda">Weight of the gradient penalty. At least 0.</param>
        /// <param name="drift">Weight of the drift term. At least 0.</param>
        public GanBuilder WithProGan(ProGanOptions? options = null, double lambda = 10, double drift = 1e-3) =>
            gan.WithPreset(
                new Preset("progan", new WassersteinLoss())
                {
                    Networks = new ProGanOptions(),
                    Optimizer = new AdamOptions(1e-3, 0, 0.99),
                    Penalties = [new(new GradientPenalty(lambda)), new(new DriftPenalty(drift))],
                },
                options
            );
    }
}
