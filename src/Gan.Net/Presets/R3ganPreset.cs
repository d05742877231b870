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

        /// <summary>
        /// R3GAN as a whole: its loss and penalties on its own networks, and its schedules, each half a cosine (Huang
        /// et al. 2024, appendix D). The rate falls from 2e-4 to 5e-5, γ to a tenth, and β₂ rises from 0.9 to 0.99.
        /// Data with labels may be joined by <c>WithConditioning(new ProjectionConditioning(64))</c>.
        /// </summary>
        /// <param name="networks">The networks: <c>new R3ganOptions()</c>, or <see cref="R3ganOptions.Paper"/>.</param>
        /// <param name="gamma">Weight γ of both penalties at the start. At least 0. The paper has 0.05 for CIFAR-10, 2
        /// for FFHQ at 64 pixels and 150 at 256.</param>
        /// <param name="images">Images over which the schedules run, after which they stay: 20 million in the paper for
        /// CIFAR-10. The half-life of the moving average then rises from 0 to a quarter of them. At least 1. Null, the
        /// default, is the whole training, with the average of <see cref="TrainingOptions"/>.</param>
        /// <exception cref="ArgumentNullException">There are no networks.</exception>
        public GanBuilder WithR3gan(R3ganOptions networks, double gamma = 1, long? images = null)
        {
            ArgumentNullException.ThrowIfNull(networks);
            var preset = new Preset("r3gan", new RelativisticPairedLoss())
            {
                Networks = networks,
                Optimizer = new AdamOptions(2e-4, 0, 0.9)
                {
                    Schedule = Course(1, 0.25, images),
                    Beta2Schedule = Course(1, 1.1, images),
                },
                Penalties =
                [
                    new(new R1Penalty(gamma)) { Schedule = Course(1, 0.1, images) },
                    new(new R2Penalty(gamma)) { Schedule = Course(1, 0.1, images) },
                ],
                MovingAverageHalfLife = images is { } all
                    ? new HalfLife(all / 4.0) { Schedule = Course(0, 1, images) }
                    : null,
            };
            return gan.WithPreset(preset, networks);
        }
    }

    private static ILearningRateSchedule Course(double from, double to, long? images)
    {
        var course = new HalfCosine(from, to);
        return images is { } all ? new OverImages(all, course) : course;
    }
}
