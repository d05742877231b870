namespace Gan;

/// <summary>Where and how often a training is stored, what is kept, and whether it goes on from there.</summary>
/// <param name="Folder">The folder of the checkpoints, made when missing. It belongs to one training at a time.</param>
public sealed record CheckpointOptions(string Folder)
{
    /// <summary>Steps between two checkpoints. At least 1. Default 500. The last step and a cancelled training's last
    /// one are stored as well.</summary>
    public long Every { get; init; } = 500;

    /// <summary>How many of the newest stay. At least 1. Default 3.</summary>
    public int KeepLast { get; init; } = 3;

    /// <summary>Those of steps that are multiples of this stay for ever. At least 1, or 0 (the default) for
    /// none.</summary>
    public long KeepEvery { get; init; }

    /// <summary>Stores each step at which a metric is better than ever before, and keeps the best one. Null (the
    /// default) for none.</summary>
    public BestMetric? Best { get; init; }

    /// <summary>
    /// True goes on from the newest checkpoint in the folder, where there is one, bit for bit as the training would
    /// have gone on without a break (on the CPU). False (the default) wants a folder without checkpoints.
    /// </summary>
    public bool Resume { get; init; }

    /// <summary>The step to go on from instead of the newest; later checkpoints are renamed to <c>….aside</c> and not
    /// touched again. Null (the default) for the newest.</summary>
    public long? ResumeFrom { get; init; }

    /// <summary>
    /// Names of settings that may differ from those stored, as <see cref="GanSettings.Describe"/> has them, such as
    /// "batchSize"; "players" is what a game of your own gave its players itself, such as their optimisers. What goes
    /// on then is another training than the one stored.
    /// </summary>
    public IReadOnlyList<string> Allow { get; init; } = [];

    internal bool Resumes => Resume || ResumeFrom is not null;

    internal IEnumerable<Problem> Problems(IReadOnlyCollection<string> metrics, IReadOnlyCollection<string> settings)
    {
        if (string.IsNullOrWhiteSpace(Folder))
        {
            yield return "CheckpointOptions.Folder must name a folder, but was empty.";
        }
        else if (File.Exists(Folder))
        {
            yield return new Problem(
                $"CheckpointOptions.Folder must name a folder, but '{Path.GetFullPath(Folder)}' is a file.",
                "Name another, or move the file."
            );
        }
        foreach (var problem in Counts())
        {
            yield return problem;
        }
        if (Best is { } best && !metrics.Contains(best.Name))
        {
            yield return new Problem(
                $"CheckpointOptions.Best waits for the metric '{best.Name}', but "
                    + (metrics.Count == 0 ? "none is measured." : $"those measured are {string.Join(", ", metrics)}."),
                "Add it: AddMetric(…, every: …)."
            );
        }
        foreach (var name in Allow.Except(settings))
        {
            yield return new Problem(
                $"CheckpointOptions.Allow names '{name}', which is no setting.",
                settings.FirstOrDefault(s => s.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } meant
                    ? $"Write '{meant}'."
                    : $"Settings are {string.Join(", ", settings)}."
            );
        }
    }

    private IEnumerable<Problem> Counts() =>
        Bounds.Of(
            nameof(CheckpointOptions),
            Bounds.AtLeast(1, Every),
            Bounds.AtLeast(1, KeepLast),
            Bounds.AtLeast(0, KeepEvery),
            Bounds.AtLeast(0, ResumeFrom)
        );
}

/// <summary>The metric that says which checkpoint is the best.</summary>
/// <param name="Name">Name of a metric that is measured (<see cref="IGanMetric.Name"/>).</param>
/// <param name="HigherIsBetter">True for scores, false (the default) for distances such as FID.</param>
public sealed record BestMetric(string Name, bool HigherIsBetter = false)
{
    internal bool Better(double value, double than) => HigherIsBetter ? value > than : value < than;
}
