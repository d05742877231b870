using Gan.Games;
using Gan.Losses;

namespace Gan;

/// <summary>Rows of tables (CTGAN, Xu et al. 2019, arXiv:1907.00503).</summary>
public static class CtganPreset
{
    extension(TableBuilder table)
    {
        /// <summary>CTGAN (Xu et al. 2019, section 4.4 and algorithm 1): WGAN-GP with one critic update a step, packs
        /// of ten rows, Adam(2e-4, 0.5, 0.9).</summary>
        /// <param name="epochs">How often as many rows are read as the table has. At least 1.</param>
        /// <param name="pack">Rows that the critic judges together. At least 1; 500 must be a multiple of it.</param>
        public TableBuilder WithCtgan(int epochs = 300, int pack = 10) =>
            table
                .WithOptions(table.Options with { Epochs = epochs })
                .With(gan =>
                    gan.WithPreset(
                            new Preset("ctgan", new WassersteinLoss())
                            {
                                Optimizer = new AdamOptions(2e-4, 0.5, 0.9),
                                CriticSteps = 1,
                                Penalties = [new(new GradientPenalty(10))],
                            }
                        )
                        .WithPacking(pack)
                );
    }
}
