using Gan.Losses;

namespace Gan;

/// <summary>FastGAN (Liu et al. 2021, arXiv:2101.04775).</summary>
public static class FastGanPreset
{
    extension(GanBuilder gan)
    {
        /// <summary>FastGAN, for few images and little time (Liu et al. 2021): its networks, the hinge loss, decoders
        /// in the discriminator, DiffAugment of colour and translation, and Adam(2e-4, 0.5, 0.999) as in the authors'
        /// settings.</summary>
        /// <param name="options">The networks; null takes narrow ones for 32 or 64 pixels on a processor, unless others
        /// of <see cref="FastGanOptions"/> were chosen before.</param>
        public GanBuilder WithFastGan(FastGanOptions? options = null) =>
            gan.WithPreset(
                new Preset("fastgan", new HingeLoss())
                {
                    Networks = new FastGanOptions(),
                    Optimizer = new AdamOptions(2e-4, 0.5, 0.999),
                    Penalties = [new(new DecoderReconstruction())],
                    Augmentations = [new DiffAugment(DiffAugmentPolicy.Color | DiffAugmentPolicy.Translation)],
                },
                options
            );
    }
}
