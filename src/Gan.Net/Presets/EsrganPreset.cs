using Gan.Games;
using Gan.Losses;

namespace Gan;

/// <summary>Enhanced super-resolution (Wang et al. 2018, arXiv:1809.00219).</summary>
public static class EsrganPreset
{
    extension(TranslationBuilder translation)
    {
        /// <summary>
        /// ESRGAN (Wang et al. 2018, section 3): residual-in-residual dense blocks that first learn from the mean
        /// absolute difference, then from 0.01 times it, differences of features and 0.005 times the relativistic
        /// average loss, with Adam(1e-4, 0.9, 0.999). The data are images <c>WithInput(new Downscale(4))</c>.
        /// </summary>
        /// <param name="features">Where the perceptual loss looks; null leaves it out.</param>
        /// <param name="pretrainSteps">Steps of the absolute difference alone. At least 0.</param>
        public TranslationBuilder WithEsrgan(IPerceptualFeatures? features = null, long pretrainSteps = 0)
        {
            List<IReconstructionLoss> terms = [new L1Reconstruction(0.01)];
            if (features is not null)
            {
                terms.Add(new PerceptualReconstruction(features, Absolute: true));
            }
            return translation
                .With(gan => gan.WithPreset(Preset()))
                .WithOptions(
                    new TranslationOptions
                    {
                        Translator = new Rrdb(),
                        Judge = new SrDiscriminator(),
                        JudgeSeesInput = false,
                        AdversarialWeight = 0.005,
                        Terms = terms,
                        PretrainSteps = pretrainSteps,
                        PretrainTerms = [new L1Reconstruction(1)],
                        Kind = TranslationKind.SuperResolution,
                    }
                );
        }
    }

    private static Preset Preset() =>
        new("esrgan", new RelativisticAverageLoss()) { Optimizer = new AdamOptions(1e-4, 0.9, 0.999) };
}
