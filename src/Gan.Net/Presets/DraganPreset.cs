using Gan.Losses;

namespace Gan;

/// <summary>The original game with a gradient penalty around the data (DRAGAN, Kodali et al. 2017,
/// arXiv:1705.07215).</summary>
public static class DraganPreset
{
    extension(GanBuilder gan)
    {
        /// <summary>The original game with a gradient penalty around the data (DRAGAN, Kodali et al. 2017); Adam(2e-4,
        /// 0.5, 0.999).</summary>
        /// <param name="lambda">Weight of the penalty. At least 0.</param>
        public GanBuilder WithDragan(double lambda = 10) =>
            gan.WithPreset(
                new Preset("dragan", new NonSaturatingLoss()) { Penalties = [new(new DraganPenalty(lambda))] }
            );
    }
}
