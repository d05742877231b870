using Gan.Losses;

namespace Gan;

/// <summary>
/// A loss and what belongs to it in its paper: optimiser, discriminator updates, penalties, constraints. It fills in
/// what the user leaves open, whichever call comes first; its penalties and constraints stand beside the user's.
/// <see cref="GanBuilder.WithPreset(Preset, INetworkFamily)"/> takes it. Those of the papers are extensions of the
/// package Gan.Net, and one of your own is written the same way.
/// </summary>
/// <param name="Name">Its name in the log, such as "wgangp".</param>
/// <param name="Loss">The adversarial loss.</param>
public sealed record Preset(string Name, IGanLoss Loss)
{
    /// <summary>Its name in the log.</summary>
    public string Name { get; init; } = Name ?? throw new ArgumentNullException(nameof(Name));

    /// <summary>The adversarial loss.</summary>
    public IGanLoss Loss { get; init; } = Loss ?? throw new ArgumentNullException(nameof(Loss));

    /// <summary>Networks that belong to it; null, the default, leaves the builder's. They replace networks of another
    /// family that were chosen before, and leave those of their own family as they were chosen. Networks that are
    /// chosen afterwards replace them.</summary>
    public INetworkFamily? Networks { get; init; }

    /// <summary>How labels enter <see cref="Networks"/> where the data have several classes and the user chose nothing;
    /// null, the default, leaves labels alone.</summary>
    public IConditioning? Conditioning { get; init; }

    /// <summary>Optimiser of both networks. Default Adam(2e-4, 0.5, 0.999), that of DCGAN (Radford et al. 2016, section
    /// 4).</summary>
    public OptimizerOptions Optimizer { get; init; } = new AdamOptions(2e-4, 0.5, 0.999);

    /// <summary>Optimiser of the discriminator where it has one of its own; null (the default) for
    /// <see cref="Optimizer"/>.</summary>
    public OptimizerOptions? DiscriminatorOptimizer { get; init; }

    /// <summary>True when the rate is for networks of the papers' width and grows for narrower ones by
    /// <see cref="INetworkFamily.LearningRateScale"/>. Default false.</summary>
    public bool ScalesRateToWidth { get; init; }

    /// <summary>The moving average of the generator's weights by its half-life; null (the default) leaves it to
    /// <see cref="TrainingOptions.MovingAverageDecay"/>.</summary>
    public HalfLife? MovingAverageHalfLife { get; init; }

    /// <summary>Discriminator updates a step. At least 1. Default 1.</summary>
    public int CriticSteps { get; init; } = 1;

    /// <summary>Samples of an update where the user says nothing. At least 1. Null, the default, is 64.</summary>
    public int? BatchSize { get; init; }

    /// <summary>Length of the training where the user gives neither steps nor minutes; see
    /// <see cref="TrainingOptions.Minutes"/>. Null, the default, is 1,500 steps.</summary>
    public double? Minutes { get; init; }

    /// <summary>Random changes in front of the discriminator, before the user's. Default none.</summary>
    public IReadOnlyList<IAugmentation> Augmentations { get; init; } = [];

    /// <summary>Why it is what it is, a sentence each: Build logs them. Default none.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>Terms of the discriminator's objective. Default none.</summary>
    public IReadOnlyList<ScheduledPenalty> Penalties { get; init; } = [];

    /// <summary>Terms of the generator's objective. Default none.</summary>
    public IReadOnlyList<ScheduledGeneratorPenalty> GeneratorPenalties { get; init; } = [];

    /// <summary>Constraints on the discriminator's weights. Default none.</summary>
    public IReadOnlyList<IParameterConstraint> Constraints { get; init; } = [];

    /// <summary>The generator's optimiser for these networks.</summary>
    internal OptimizerOptions OptimizerFor(INetworkFamily networks) => Scaled(Optimizer, networks);

    /// <summary>The discriminator's optimiser for these networks.</summary>
    internal OptimizerOptions DiscriminatorOptimizerFor(INetworkFamily networks) =>
        Scaled(DiscriminatorOptimizer ?? Optimizer, networks);

    private OptimizerOptions Scaled(OptimizerOptions optimizer, INetworkFamily networks) =>
        ScalesRateToWidth
            ? optimizer with
            {
                LearningRate = optimizer.LearningRate * networks.LearningRateScale,
            }
            : optimizer;
}
