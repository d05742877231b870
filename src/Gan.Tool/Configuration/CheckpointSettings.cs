namespace Gan.Tool.Configuration;

/// <summary>Where and how often a training is stored.</summary>
internal sealed record CheckpointSettings
{
    /// <summary>What turns checkpoints off in place of a folder.</summary>
    public const string None = "none";

    /// <summary>The folder, "none", or null for "checkpoints" in the run's folder.</summary>
    [PathSetting]
    public string? Folder { get; init; }

    /// <summary>Steps between two checkpoints. At least 1.</summary>
    public long Every { get; init; } = 500;

    /// <summary>How many of the newest stay. At least 1.</summary>
    public int KeepLast { get; init; } = 3;

    /// <summary>Those of steps that are multiples of this stay for ever. At least 1, or 0 for none.</summary>
    public long KeepEvery { get; init; }

    /// <summary>The folder of a run's checkpoints; null without any.</summary>
    public string? In(string run)
    {
        if (Folder == None)
        {
            return null;
        }
        return Folder ?? Path.Combine(run, "checkpoints");
    }

    /// <summary>As the library has them.</summary>
    public CheckpointOptions Options(string folder, bool resume) =>
        new(folder)
        {
            Every = Every,
            KeepLast = KeepLast,
            KeepEvery = KeepEvery,
            Resume = resume,
        };
}
