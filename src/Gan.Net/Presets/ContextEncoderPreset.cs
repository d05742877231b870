using Gan.Games;
using Gan.Losses;

namespace Gan;

/// <summary>Inpainting by a context encoder (Pathak et al. 2016, arXiv:1604.07379).</summary>
public static class ContextEncoderPreset
{
    extension(TranslationBuilder translation)
    {
        /// <summary>
        /// A context encoder (Pathak et al. 2016, section 3): 0.999 times the mean squared difference plus 0.001 times
        /// the original GAN's loss, whose judge sees the completed picture alone; Adam(2e-4, 0.5, 0.999). Unlike the
        /// paper's it makes the whole picture, so that holes may be anywhere. The data are images <c>WithInput(new
        /// Masked(…))</c>.
        /// </summary>
        public TranslationBuilder WithContextEncoder() =>
            translation
                .With(gan => gan.WithPreset(new Preset("context encoder", new NonSaturatingLoss())))
                .WithOptions(
                    new TranslationOptions
                    {
                        Translator = new ContextEncoder(),
                        JudgeSeesInput = false,
                        AdversarialWeight = 0.001,
                        Terms = [new L2Reconstruction(0.999)],
                        Kind = TranslationKind.Completion,
                    }
                );
    }
}
