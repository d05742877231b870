using Gan.Games;
using Gan.Losses;

namespace Gan;

/// <summary>Super-resolution (Ledig et al. 2017, arXiv:1609.04802).</summary>
public static class SrganPreset
{
    extension(TranslationBuilder translation)
    {
        /// <summary>SRResNet (Ledig et al. 2017, section 2.1): the mean squared difference alone, no judge, Adam(1e-4,
        /// 0.9, 0.999). The highest PSNR, and soft pictures. The data are images <c>WithInput(new
        /// Downscale(factor))</c>.</summary>
        public TranslationBuilder WithSrResNet() =>
            translation
                .With(gan => gan.WithPreset(Preset()))
                .WithOptions(
                    new TranslationOptions
                    {
                        Translator = new SrResNet(),
                        Judge = new SrDiscriminator(),
                        JudgeSeesInput = false,
                        AdversarialWeight = 0,
                        Terms = [new L2Reconstruction()],
                        Kind = TranslationKind.SuperResolution,
                    }
                );

        /// <summary>
        /// SRGAN (Ledig et al. 2017, section 2.2): SRResNet that first learns from the mean squared difference, then
        /// from a content loss plus 10⁻³ times the original GAN's loss, with Adam(1e-4, 0.9, 0.999).
        /// </summary>
        /// <param name="features">Where the content loss looks; null compares pixels.</param>
        /// <param name="pretrainSteps">Steps of the squared difference alone. At least 0.</param>
        public TranslationBuilder WithSrgan(IPerceptualFeatures? features = null, long pretrainSteps = 0)
        {
            var resolution = translation.WithSrResNet();
            IReconstructionLoss content = features is null
                ? new L2Reconstruction()
                : new PerceptualReconstruction(features);
            return resolution.WithOptions(
                resolution.Options with
                {
                    AdversarialWeight = 1e-3,
                    Terms = [content],
                    PretrainSteps = pretrainSteps,
                }
            );
        }
    }

    private static Preset Preset() =>
        new("srgan", new NonSaturatingLoss()) { Optimizer = new AdamOptions(1e-4, 0.9, 0.999) };
}
