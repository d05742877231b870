using Gan.Losses;
using static TorchSharp.torch;

namespace Gan;

/// <summary>Every setting in force: what the user chose, and the loss's preset and the defaults where nothing was
/// chosen.</summary>
public sealed record GanSettings
{
    /// <summary>Name of the data set.</summary>
    public required string DataSet { get; init; }

    /// <summary>Number of samples in the data set.</summary>
    public required long DataCount { get; init; }

    /// <summary>Shape of one sample: [C, H, W] or [F].</summary>
    public required IReadOnlyList<long> SampleShape { get; init; }

    /// <summary>Shape of the input of one sample; null for data without inputs.</summary>
    public IReadOnlyList<long>? InputShape { get; init; }

    /// <summary>The condition that comes with the data.</summary>
    public required ConditionSpec DataCondition { get; init; }

    /// <summary>The networks.</summary>
    public required INetworkFamily Networks { get; init; }

    /// <summary>The adversarial loss.</summary>
    public required IGanLoss Loss { get; init; }

    /// <summary>Terms added to the discriminator's objective.</summary>
    public required IReadOnlyList<ScheduledPenalty> Penalties { get; init; }

    /// <summary>Terms added to the generator's objective.</summary>
    public IReadOnlyList<ScheduledGeneratorPenalty> GeneratorPenalties { get; init; } = [];

    /// <summary>Changes made in front of the discriminator to real and generated samples alike, in this
    /// order.</summary>
    public IReadOnlyList<IAugmentation> Augmentations { get; init; } = [];

    /// <summary>How the strength of the augmentations adapts; null keeps it whole.</summary>
    public AdaptiveStrength? AdaptiveStrength { get; init; }

    /// <summary>How the strength of the augmentations follows the training; null without a schedule.</summary>
    public ScheduledStrength? ScheduledStrength { get; init; }

    /// <summary>Samples that the discriminator judges together, m of PacGAN; 1 for none.</summary>
    public int PackSize { get; init; } = 1;

    /// <summary>Number of discriminators.</summary>
    public int DiscriminatorCount { get; init; } = 1;

    /// <summary>Saved weights to start from and layers that stay as they are; null for a fresh start.</summary>
    public TransferOptions? Transfer { get; init; }

    /// <summary>What may end the training early.</summary>
    public IReadOnlyList<IStoppingRule> Stopping { get; init; } = [];

    /// <summary>Constraints on the discriminator's weights, applied after each of its updates.</summary>
    public required IReadOnlyList<IParameterConstraint> Constraints { get; init; }

    /// <summary>How labels enter the networks; null for an unconditional GAN.</summary>
    public required IConditioning? Conditioning { get; init; }

    /// <summary>Optimiser of the generator.</summary>
    public required OptimizerOptions GeneratorOptimizer { get; init; }

    /// <summary>Optimiser of the discriminator.</summary>
    public required OptimizerOptions DiscriminatorOptimizer { get; init; }

    /// <summary>The course of the training, with <see cref="TrainingOptions.CriticSteps"/> decided.</summary>
    public required TrainingOptions Training { get; init; }

    /// <summary>True when convolutions and linear layers multiply in bfloat16 where that gains.</summary>
    public bool MixedPrecision { get; init; }

    /// <summary>Whether steps may use the kernels of Gan.Kernels (<see cref="GanBuilder.WithKernels"/>).</summary>
    public bool Kernels { get; init; } = true;

    /// <summary>The type of a game that is not the classic one; null for that.</summary>
    public string? Game { get; init; }

    /// <summary>The device, such as "cpu" or "cuda:0".</summary>
    public required string Device { get; init; }

    /// <summary>Entries of a latent, without the condition's.</summary>
    public long LatentSize => Networks.LatentSize;

    /// <summary>Discriminator updates before each generator update.</summary>
    public int CriticSteps => Training.CriticSteps ?? 1;

    /// <summary>True when samples are asked by a label, a vector or a code.</summary>
    public bool Conditional => Conditioning is not null;

    /// <summary>The condition that the networks read: that of the data, codes that the conditioning draws, or
    /// none.</summary>
    public ConditionSpec Condition => Plan.Condition;

    internal bool OnProcessor => new Device(Device).type == TorchSharp.DeviceType.CPU;

    /// <summary>What the networks are made from.</summary>
    public NetworkPlan Plan =>
        new()
        {
            Family = Networks,
            SampleShape = SampleShape,
            DataCondition = DataCondition,
            Conditioning = Conditioning,
            PackSize = PackSize,
            Discriminators = DiscriminatorCount,
            GradientPenalty = Penalties.Any(p => p.Penalty.PenalisesGradient),
            MixedPrecision = MixedPrecision,
            OnProcessor = OnProcessor,
        };

    /// <summary>All settings as names and text, in a fixed order: for logs, files and comparisons.</summary>
    public IReadOnlyDictionary<string, string> Describe() => SettingsDescription.Of(this);
}
