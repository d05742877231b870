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
    internal static LossPreset Lsgan(LeastSquaresLoss? targets) => new("lsgan", targets ?? LeastSquaresLoss.ZeroOneOne, new AdamOptions(2e-4, 0.5, 0.999));

    /// <summary>Arjovsky et al. 2017, algorithm 1: RMSProp 5e-5, clip 0.01, n_critic 5.</summary>
    internal static LossPreset Wgan(double clip) =>
        new("wgan", new WassersteinLoss(), new RmsPropOptions(5e-5), 5) { Constraints = [new WeightClipping(clip)] };

    /// <summary>True when the rate is for networks of the papers' width and grows for narrower ones. WGAN's rate belongs to its clip.</summary>
    internal bool RateGrowsForNarrowNetworks { get; init; }

    /// <summary>The optimiser for these networks.</summary>
    internal OptimizerOptions OptimizerFor(INetworks networks) =>
        RateGrowsForNarrowNetworks ? Optimizer with { LearningRate = Optimizer.LearningRate * networks.LearningRateScale } : Optimizer;

    /// <summary>Gulrajani et al. 2017, algorithm 1: Adam 1e-4, β = (0, 0.9), n_critic 5, λ 10.</summary>
    internal static LossPreset Wgangp(double lambda) =>
        new("wgangp", new WassersteinLoss(), new AdamOptions(1e-4, 0, 0.9), 5) { Penalties = [new(new GradientPenalty(lambda))], RateGrowsForNarrowNetworks = true };

    /// <summary>A loss of the user's own: the optimiser of the vanilla preset.</summary>
    internal static LossPreset Own(IGanLoss loss) => new(loss.GetType().Name, loss, new AdamOptions(2e-4, 0.5, 0.999));
}
