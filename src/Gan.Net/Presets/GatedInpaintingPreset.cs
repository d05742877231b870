using Gan.Games;
using Gan.Losses;

namespace Gan;

/// <summary>Free-form inpainting (Yu et al. 2019, arXiv:1806.03589).</summary>
public static class GatedInpaintingPreset
{
    extension(TranslationBuilder translation)
    {
        /// <summary>
        /// Gated convolutions (Yu et al. 2019, section 3): the mean absolute difference plus the hinge loss of a
        /// spectrally normalised judge of patches, which sees the mask; Adam(1e-4, 0.5, 0.999). One stage without
        /// attention, where the paper has two. The data are images <c>WithInput(new Masked(new FreeFormMask()))</c>.
        /// </summary>
        public TranslationBuilder WithGatedInpainting() =>
            translation
                .With(gan =>
                    gan.WithPreset(
                        new Preset("gated inpainting", new HingeLoss())
                        {
                            Optimizer = new AdamOptions(1e-4, 0.5, 0.999),
                        }
                    )
                )
                .WithOptions(
                    new TranslationOptions
                    {
                        Translator = new GatedTranslator(),
                        Judge = new PatchDiscriminator { Norm = DiscriminatorNorm.Spectral },
                        Terms = [new L1Reconstruction(1)],
                        Kind = TranslationKind.Completion,
                    }
                );
    }
}
