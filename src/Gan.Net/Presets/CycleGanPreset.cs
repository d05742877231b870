using Gan.Games;
using Gan.Losses;

namespace Gan;

/// <summary>Translation without pairs (Zhu et al. 2017, arXiv:1703.10593).</summary>
public static class CycleGanPreset
{
    extension(CycleBuilder cycle)
    {
        /// <summary>CycleGAN (Zhu et al. 2017, section 4): residual translators, judges of patches with pools of 50,
        /// the least-squares loss, λ = 10, identity term 5, Adam(2e-4, 0.5, 0.999) whose rate falls to 0 over the
        /// second half.</summary>
        public CycleBuilder WithCycleGan() =>
            cycle
                // for half a square, where the paper has a whole
                .WithOptions(new CycleOptions { CycleWeight = 5, IdentityWeight = 2.5 })
                .With(gan =>
                    gan.WithPreset(
                        new Preset("cyclegan", new LeastSquaresLoss())
                        {
                            Optimizer = new AdamOptions(2e-4, 0.5, 0.999) { Schedule = new LinearDecay(0.5) },
                        }
                    )
                );
    }
}
