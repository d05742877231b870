using Gan.Losses;

namespace Gan;

/// <summary>The modern baseline RpGAN + R1 + R2 (R3GAN, Huang et al. 2024, arXiv:2501.05441).</summary>
public static class R3ganPreset
{
    extension(GanBuilder gan)
    {
        /// <summary>The modern baseline RpGAN + R1 + R2 (R3GAN, Huang et al. 2024); Adam(2e-4, 0, 0.99), a
        /// discriminator without batch normalisation.</summary>
        /// <param name="gamma">Weight γ of both penalties. At least 0. It depends on the data's scale: try 0.1 to
        /// 10.</param>
        public GanBuilder WithR3gan(double gamma = 1) =>
            gan.WithPreset(
                new Preset("r3gan", new RelativisticPairedLoss())
                {
                    Optimizer = new AdamOptions(2e-4, 0, 0.99),
                    Penalties = [new(new R1Penalty(gamma)), new(new R2Penalty(gamma))],
                }
            );

        /// <summary>R3GAN as a whole: its loss and penalties on its own networks.</summary>
        /// <param name="networks">The networks: <c>new R3ganOptions()</c>, or <see cref="R3ganOptions.Paper"/>.</param>
        /// <param name="gamma">Weight γ of both penalties. At least 0.</param>
        public GanBuilder WithR3gan(R3ganOptions networks, double gamma = 1)
        {
            ArgumentNullException.ThrowIfNull(networks);
            return gan.WithPreset(
                new Preset("r3gan", new RelativisticPairedLoss())
                {
                    Networks = networks,
                    Optimizer = new AdamOptions(2e-4, 0, 0.99),
                    Penalties = [new(new R1Penalty(gamma)), new(new R2Penalty(gamma))],
                }
            );
        }
    }
}
