using Gan.Losses;

namespace Gan;

/// <summary>Multi-scale gradients (Karnewar and Wang 2020, arXiv:1903.06048).</summary>
public static class MsgGanPreset
{
    extension(GanBuilder gan)
    {
        /// <summary>
        /// Multi-scale gradients (Karnewar and Wang 2020): a discriminator that reads the images of all the generator's
        /// blocks, WGAN-GP with one critic update a step, RMSProp(0.003).
        /// </summary>
        /// <param name="options">Networks; null for those of a processor, unless others of <see cref="MsgGanOptions"/>
        /// were chosen before.</param>
        /// <param name="lambda">Weight of the gradient penalty, over all resolutions together. At least 0.</param>
        public GanBuilder WithMsgGan(MsgGanOptions? options = null, double lambda = 10) =>
            gan.WithPreset(
                new Preset("msggan", new WassersteinLoss())
                {
                    Networks = new MsgGanOptions(),
                    Optimizer = new RmsPropOptions(3e-3),
                    Penalties = [new(new GradientPenalty(lambda))],
                },
                options
            );
    }
}
