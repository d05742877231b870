using Gan.Losses;

namespace Gan;

/// <summary>StyleGAN2 (Karras et al. 2020, arXiv:1912.04958).</summary>
public static class StyleGan2Preset
{
    private const int LazyR1 = 16;
    private const int LazyPath = 4;

    extension(GanBuilder gan)
    {
        /// <summary>
        /// StyleGAN2 (Karras et al. 2020): its networks, the softplus loss, R1 in each 16th and path length in each
        /// fourth update, Adam(0.0025, 0, 0.99) with the paper's correction for lazy terms (appendix B), a moving
        /// average with a half-life of 10,000 images.
        /// </summary>
        /// <param name="options">Networks; null for <see cref="StyleGan2Options.Small32"/>, unless others of
        /// <see cref="StyleGan2Options"/> were chosen before.</param>
        /// <param name="gamma">Weight γ of R1. At least 0. The authors' rule is 0.0002 · height · width / batch
        /// size.</param>
        /// <param name="pathLength">Weight of path length. At least 0; 0 leaves it out, as the authors do for
        /// CIFAR-10. Default 2.</param>
        public GanBuilder WithStyleGan2(StyleGan2Options? options = null, double gamma = 0.02, double pathLength = 2)
        {
            var path = new PathLength(pathLength) { BatchShare = 0.5 };
            var preset = new Preset("stylegan2", new NonSaturatingLoss())
            {
                Networks = StyleGan2Options.Small32,
                Optimizer = Adam(pathLength == 0 ? 1 : LazyPath / (LazyPath + 1.0)),
                DiscriminatorOptimizer = Adam(LazyR1 / (LazyR1 + 1.0)),
                MovingAverageHalfLife = new HalfLife(10_000, RampUp: 0.05),
                Penalties = [new(new R1Penalty(gamma), LazyR1)],
                GeneratorPenalties = pathLength == 0 ? [] : [new(path, LazyPath)],
            };
            return gan.WithPreset(preset, options);
        }
    }

    // In the authors' program a lazy term is an update of its own, so that k updates become k + 1; rate and decays are
    // theirs for it (appendix B). Here the term joins its update.
    private static AdamOptions Adam(double correction) => new(0.0025 * correction, 0, Math.Pow(0.99, correction));
}
