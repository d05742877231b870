using Gan.Games;
using Gan.Losses;

namespace Gan;

/// <summary>Image-to-image translation from pairs (Isola et al. 2017, arXiv:1611.07004).</summary>
public static class Pix2pixPreset
{
    extension(TranslationBuilder translation)
    {
        /// <summary>pix2pix (Isola et al. 2017, section 3): a U-Net whose noise is dropout, a judge of patches that
        /// sees input and output, the original GAN's loss plus λ times the mean absolute difference, Adam(2e-4, 0.5,
        /// 0.999).</summary>
        /// <param name="lambda">λ. At least 0. Default 100.</param>
        public TranslationBuilder WithPix2pix(double lambda = 100) =>
            translation
                .With(gan => gan.WithPreset(new Preset("pix2pix", new NonSaturatingLoss())))
                .WithOptions(new TranslationOptions { Terms = [new L1Reconstruction(lambda)] });
    }
}
