using Gan.Losses;

namespace Gan;

/// <summary>A loss and what belongs to it in its paper, for everything that the user left open.</summary>
internal sealed record LossPreset(string Name, IGanLoss Loss, OptimizerOptions Optimizer, int CriticSteps = 1)
{
    internal IReadOnlyList<ScheduledPenalty> Penalties { get; init; } = [];

    internal IReadOnlyList<IParameterConstraint> Constraints { get; init; } = [];

    /// <summary>Goodfellow et al. 2014 with the optimiser of Radford et al. 2016, section 4.</summary>
    internal static LossPreset Vanilla(bool saturating) =>
        new("vanilla", saturating ? new MinimaxLoss() : new NonSaturatingLoss(), new AdamOptions(2e-4, 0.5, 0.999));

    /// <summary>Mao et al. 2017: Adam with β1 = 0.5.</summary>
    internal static LossPreset Lsgan(LeastSquaresLoss? targets) =>
        new("lsgan", targets ?? LeastSquaresLoss.ZeroOneOne, new AdamOptions(2e-4, 0.5, 0.999));

    /// <summary>Arjovsky et al. 2017, algorithm 1: RMSProp 5e-5, clip 0.01, n_critic 5.</summary>
    internal static LossPreset Wgan(double clip) =>
        new("wgan", new WassersteinLoss(), new RmsPropOptions(5e-5), 5) { Constraints = [new WeightClipping(clip)] };

    /// <summary>True when the rate is for networks of the papers' width and grows for narrower ones. WGAN's rate
    /// belongs to its clip.</summary>
    internal bool RateGrowsForNarrowNetworks { get; init; }

    /// <summary>The optimiser for these networks.</summary>
    internal OptimizerOptions OptimizerFor(INetworkFamily networks) =>
        RateGrowsForNarrowNetworks
            ? Optimizer with
            {
                LearningRate = Optimizer.LearningRate * networks.LearningRateScale,
            }
            : Optimizer;

    /// <summary>Gulrajani et al. 2017, algorithm 1: Adam 1e-4, β = (0, 0.9), n_critic 5, λ 10.</summary>
    internal static LossPreset Wgangp(double lambda) =>
        new("wgangp", new WassersteinLoss(), new AdamOptions(1e-4, 0, 0.9), 5)
        {
            Penalties = [new(new GradientPenalty(lambda))],
            RateGrowsForNarrowNetworks = true,
        };

    /// <summary>Zhang et al. 2019 (SAGAN), section 4: hinge, Adam with β = (0, 0.9), one discriminator update a
    /// step.</summary>
    internal static LossPreset Hinge() => new("hinge", new HingeLoss(), new AdamOptions(2e-4, 0, 0.9));

    /// <summary>Jolicoeur-Martineau 2018, section 5: Adam 2e-4, β = (0.5, 0.999).</summary>
    internal static LossPreset Relativistic(bool average, RelativisticForm form) =>
        new(
            average ? "relativistic-average" : "relativistic-paired",
            average ? new RelativisticAverageLoss(form) : new RelativisticPairedLoss(form),
            new AdamOptions(2e-4, 0.5, 0.999)
        );

    /// <summary>Huang et al. 2024 (R3GAN): RpGAN + R1 + R2 with Adam, β1 = 0.</summary>
    internal static LossPreset R3gan(double gamma) =>
        new("r3gan", new RelativisticPairedLoss(), new AdamOptions(2e-4, 0, 0.99))
        {
            Penalties = [new(new R1Penalty(gamma)), new(new R2Penalty(gamma))],
        };

    /// <summary>Kodali et al. 2017: the original game with a gradient penalty around the data.</summary>
    internal static LossPreset Dragan(double lambda) =>
        new("dragan", new NonSaturatingLoss(), new AdamOptions(2e-4, 0.5, 0.999))
        {
            Penalties = [new(new DraganPenalty(lambda))],
        };

    /// <summary>Petzka et al. 2018 (WGAN-LP), section 5: the settings of WGAN-GP with the one-sided penalty.</summary>
    internal static LossPreset Wganlp(double lambda) =>
        Wgangp(0) with
        {
            Name = "wganlp",
            Penalties = [new(new OneSidedGradientPenalty(lambda))],
        };

    /// <summary>Wu et al. 2018 (WGAN-div): Adam 2e-4, β = (0, 0.999).</summary>
    internal static LossPreset Wgandiv() =>
        new("wgandiv", new WassersteinLoss(), new AdamOptions(2e-4, 0, 0.999))
        {
            Penalties = [new(new WganDivPenalty())],
        };

    /// <summary>A loss of the user's own: the optimiser of the vanilla preset.</summary>
    internal static LossPreset Own(IGanLoss loss) => new(loss.GetType().Name, loss, new AdamOptions(2e-4, 0.5, 0.999));
}
