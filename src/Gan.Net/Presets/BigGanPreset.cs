using Gan.Losses;

namespace Gan;

/// <summary>BigGAN (Brock et al. 2019, arXiv:1809.11096).</summary>
public static class BigGanPreset
{
    extension(GanBuilder gan)
    {
        /// <summary>
        /// BigGAN (Brock et al. 2019): residual networks under spectral normalisation, whose label chooses scale and
        /// shift of each normalisation, and the hinge game with one discriminator update a step; Adam(1e-4, 0, 0.999,
        /// 1e-6) for the generator and 4e-4 for the discriminator, as in the code of the paper's first author. Data
        /// with labels give a conditional GAN, others an unconditional one.
        /// </summary>
        /// <param name="options">The networks; null takes narrow ones, unless others of <see cref="BigGanOptions"/>
        /// were chosen before.</param>
        /// <param name="orthogonal">Weight of the generator's orthogonal regularisation. At least 0; the paper has
        /// 1e-4, and 0, the default, leaves it out.</param>
        public GanBuilder WithBigGan(BigGanOptions? options = null, double orthogonal = 0)
        {
            var preset = new Preset("biggan", new HingeLoss())
            {
                Networks = new BigGanOptions(),
                Conditioning = new ProjectionConditioning(Size: 0),
                Optimizer = new AdamOptions(1e-4, 0, 0.999, 1e-6),
                DiscriminatorOptimizer = new AdamOptions(4e-4, 0, 0.999, 1e-6),
                GeneratorPenalties = orthogonal == 0 ? [] : [new(new OrthogonalRegularization(orthogonal))],
            };
            return gan.WithPreset(preset, options);
        }
    }
}
