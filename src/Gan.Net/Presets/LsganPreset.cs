using Gan.Losses;

namespace Gan;

/// <summary>Least squares (Mao et al. 2017, arXiv:1611.04076).</summary>
public static class LsganPreset
{
    extension(GanBuilder gan)
    {
        /// <summary>Least squares (Mao et al. 2017); Adam(2e-4, 0.5, 0.999).</summary>
        /// <param name="targets">(a, b, c) = (0, 1, 1) by default.</param>
        public GanBuilder WithLsgan(LeastSquaresLoss? targets = null) =>
            gan.WithPreset(new Preset("lsgan", targets ?? LeastSquaresLoss.ZeroOneOne));
    }
}
