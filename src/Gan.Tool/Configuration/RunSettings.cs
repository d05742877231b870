using Gan.Losses;

namespace Gan.Tool.Configuration;

/// <summary>Everything that a training of the tool may be told. What is left out is chosen by the data and the
/// time.</summary>
internal sealed record RunSettings
{
    /// <summary>What to learn from.</summary>
    public DataSettings Data { get; init; } = new();

    /// <summary>The networks; null for those that fit the data.</summary>
    public INetworkFamily? Networks { get; init; }

    /// <summary>The loss; null for that of the networks, or the recommended one.</summary>
    public ILossChoice? Loss { get; init; }

    /// <summary>How labels enter; null leaves it to the recommendation.</summary>
    public IConditioning? Conditioning { get; init; }

    /// <summary>Random changes in front of the discriminator.</summary>
    public IReadOnlyList<IAugmentation> Augmentation { get; init; } = [];

    /// <summary>Lets the strength of adapting changes follow the discriminator's overfitting; null keeps it.</summary>
    public AdaptiveStrength? AdaptiveStrength { get; init; }

    /// <summary>Terms of the discriminator's objective, beside the loss's.</summary>
    public IReadOnlyList<ScheduledPenalty> Penalties { get; init; } = [];

    /// <summary>Terms of the generator's objective, beside the loss's.</summary>
    public IReadOnlyList<ScheduledGeneratorPenalty> GeneratorPenalties { get; init; } = [];

    /// <summary>The generator's optimiser; null for the loss's.</summary>
    public OptimizerOptions? Optimizer { get; init; }

    /// <summary>The discriminator's optimiser; null for the generator's.</summary>
    public OptimizerOptions? DiscriminatorOptimizer { get; init; }

    /// <summary>Steps or minutes, batch, seed, moving average.</summary>
    public TrainingOptions Training { get; init; } = new();

    /// <summary>What ends the training before its last step.</summary>
    public IReadOnlyList<IStoppingRule> Stopping { get; init; } = [];

    /// <summary>Where and how often the training is stored.</summary>
    public CheckpointSettings Checkpoints { get; init; } = new();

    /// <summary>Samples that the discriminator judges together. At least 1.</summary>
    public int Packing { get; init; } = 1;

    /// <summary>How many discriminators. At least 1.</summary>
    public int Discriminators { get; init; } = 1;

    /// <summary>Where to train: cpu, cuda or cuda:1.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>Whether layers multiply in bfloat16.</summary>
    public bool MixedPrecision { get; init; }

    /// <summary>Whether steps may use Gan.Kernels.</summary>
    public bool Kernels { get; init; } = true;

    /// <summary>The folder of the results, or the one that holds the numbered folders.</summary>
    [PathSetting]
    public string Out { get; init; } = "runs";

    /// <summary>Whether each run has a numbered folder of its own in <see cref="Out"/>.</summary>
    public bool Numbered { get; init; } = true;

    /// <summary>The name behind the number; null for the data's and the networks'.</summary>
    public string? Name { get; init; }

    /// <summary>Samples that are written as an array beside the generator. At least 0; 0 writes none.</summary>
    public long Samples { get; init; }

    /// <summary>The same, wherever it is read from.</summary>
    public RunSettings WithFullPaths() =>
        this with
        {
            Out = Path.GetFullPath(Out),
            Data = Data with
            {
                Source = DataNames.All.ContainsKey(Data.Source) ? Data.Source : Path.GetFullPath(Data.Source),
                Cache = Full(Data.Cache),
                LabelFile = Full(Data.LabelFile),
            },
            Checkpoints = Checkpoints with
            {
                Folder = Checkpoints.Folder == CheckpointSettings.None ? Checkpoints.Folder : Full(Checkpoints.Folder),
            },
        };

    private static string? Full(string? path) => path is null ? null : Path.GetFullPath(path);
}
