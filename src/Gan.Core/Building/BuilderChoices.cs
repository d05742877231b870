using System.Collections.Immutable;
using Gan.Data;
using Gan.Losses;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using static TorchSharp.torch;

namespace Gan;

/// <summary>What the user chose, with nothing decided yet.</summary>
internal sealed record BuilderChoices
{
    internal IDataset? Data { get; init; }

    /// <summary>Null leaves them to the preset.</summary>
    internal INetworkFamily? Networks { get; init; }

    /// <summary>Goodfellow et al. 2014, section 3, until another is chosen.</summary>
    internal Preset Preset { get; init; } = new("vanilla", new NonSaturatingLoss());

    /// <summary>What decides on <see cref="Preset"/> once the data are known; null when that is decided.</summary>
    internal Func<IDataset, Preset>? ChoosePreset { get; init; }

    internal ImmutableArray<ScheduledPenalty> Penalties { get; init; } = [];

    internal ImmutableArray<ScheduledGeneratorPenalty> GeneratorPenalties { get; init; } = [];

    internal ImmutableArray<IParameterConstraint> Constraints { get; init; } = [];

    internal ImmutableArray<IAugmentation> Augmentations { get; init; } = [];

    internal AdaptiveStrength? AdaptiveStrength { get; init; }

    internal ScheduledStrength? ScheduledStrength { get; init; }

    internal int PackSize { get; init; } = 1;

    internal int Discriminators { get; init; } = 1;

    internal TransferOptions? Transfer { get; init; }

    internal ImmutableArray<IStoppingRule> Stopping { get; init; } = [];

    internal IConditioning? Conditioning { get; init; }

    internal OptimizerOptions? GeneratorOptimizer { get; init; }

    internal OptimizerOptions? DiscriminatorOptimizer { get; init; }

    internal TrainingOptions Training { get; init; } = new();

    internal bool MixedPrecision { get; init; }

    internal bool Kernels { get; init; } = true;

    internal Device? Device { get; init; }

    internal Func<GameSetup, IGame> MakeGame { get; init; } = setup => new ClassicGame(setup);

    /// <summary>The type of a game that is not the classic one.</summary>
    internal string? Game { get; init; }

    internal CheckpointOptions? Checkpoints { get; init; }

    internal NumberGuard Guard { get; init; } = new();

    internal ObserverPolicy ObserverPolicy { get; init; }

    internal IProcessGroup? Processes { get; init; }

    internal ILoggerFactory Loggers { get; init; } = NullLoggerFactory.Instance;

    internal ImmutableArray<Scheduled<ITrainingCallback>> Callbacks { get; init; } = [];

    internal ImmutableArray<Scheduled<IGanMetric>> Metrics { get; init; } = [];

    /// <summary>With the preset that fits the data, and what it fills in.</summary>
    internal BuilderChoices Decided(IDataset source)
    {
        var preset = Preset;
        if (ChoosePreset is not null)
        {
            preset =
                ChoosePreset(source)
                ?? throw new InvalidOperationException("The function given to WithPreset chose no preset.");
        }
        return this with { Preset = preset, ChoosePreset = null, Training = Training.Or(preset) };
    }

    /// <summary>Every setting in force of choices that are <see cref="Decided"/>: what was chosen, else the preset's,
    /// else the default.</summary>
    internal GanSettings Settings(IDataset source)
    {
        var networks = Networks ?? Preset.Networks ?? new DcganOptions();
        var conditioning = Conditioning ?? PresetConditioning(networks, source.Condition);
        return new()
        {
            DataSet = source.Name,
            DataCount = source.Count,
            SampleShape = [.. source.SampleShape],
            InputShape = source.InputShape is { } input ? [.. input] : null,
            DataCondition = source.Condition,
            Networks = networks,
            Loss = Preset.Loss,
            Penalties = AllPenalties(conditioning),
            GeneratorPenalties = AllGeneratorPenalties(conditioning),
            Constraints = [.. Preset.Constraints, .. Constraints],
            Augmentations = [.. Preset.Augmentations, .. Augmentations],
            AdaptiveStrength = AdaptiveStrength,
            ScheduledStrength = ScheduledStrength,
            PackSize = PackSize,
            DiscriminatorCount = Discriminators,
            Stopping = Stopping,
            Transfer = Transfer,
            Conditioning = conditioning,
            GeneratorOptimizer = GeneratorOptimizer ?? Preset.OptimizerFor(networks),
            DiscriminatorOptimizer = DiscriminatorOptimizer ?? Preset.DiscriminatorOptimizerFor(networks),
            Training = Training,
            MixedPrecision = MixedPrecision,
            Kernels = Kernels,
            Game = Game,
            Device = (Device ?? CPU).ToString(),
        };
    }

    // It was chosen for the preset's networks: others may not read the label.
    private IConditioning? PresetConditioning(INetworkFamily networks, ConditionSpec data) =>
        data.Classes > 1 && networks.GetType() == Preset.Networks?.GetType() ? Preset.Conditioning : null;

    private List<ScheduledPenalty> AllPenalties(IConditioning? conditioning)
    {
        List<ScheduledPenalty> all = [.. Preset.Penalties, .. Penalties];
        if (conditioning?.DiscriminatorTerm is { } term)
        {
            all.Add(new(term));
        }
        return all;
    }

    private List<ScheduledGeneratorPenalty> AllGeneratorPenalties(IConditioning? conditioning)
    {
        List<ScheduledGeneratorPenalty> all = [.. Preset.GeneratorPenalties, .. GeneratorPenalties];
        if (conditioning?.GeneratorTerm is { } term)
        {
            all.Add(new(term));
        }
        return all;
    }
}
