using Gan.Losses;

namespace Gan;

/// <summary>The hinge game (Lim and Ye 2017, arXiv:1705.02894; Miyato et al. 2018, arXiv:1802.05957).</summary>
public static class HingePreset
{
    extension(GanBuilder gan)
    {
        /// <summary>The hinge game (Lim and Ye 2017; Miyato et al. 2018) as in SAGAN (Zhang et al. 2019, section 4):
        /// Adam(2e-4, 0, 0.9), one discriminator update a step. Join it with spectral normalisation or R1.</summary>
        public GanBuilder WithHinge() => gan.WithPreset(Make());
    }

    internal static Preset Make() => new("hinge", new HingeLoss()) { Optimizer = new AdamOptions(2e-4, 0, 0.9) };
}
