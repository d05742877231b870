using Gan.Losses;

namespace Gan;

/// <summary>Relativistic games (Jolicoeur-Martineau 2018, arXiv:1807.00734).</summary>
public static class RelativisticPreset
{
    extension(GanBuilder gan)
    {
        /// <summary>A relativistic game (Jolicoeur-Martineau 2018, section 5); Adam(2e-4, 0.5, 0.999).</summary>
        /// <param name="average">True compares each score with the mean of the others (RaGAN), false pairs them
        /// (RpGAN).</param>
        /// <param name="form">What is made of a difference of scores.</param>
        public GanBuilder WithRelativistic(bool average = true, RelativisticForm form = RelativisticForm.Standard) =>
            gan.WithPreset(
                average
                    ? new Preset("relativistic-average", new RelativisticAverageLoss(form))
                    : new Preset("relativistic-paired", new RelativisticPairedLoss(form))
            );
    }
}
