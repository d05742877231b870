namespace Gan;

/// <summary>A checkpoint on the disk, with the metrics that were measured at its very step.</summary>
/// <param name="Step">The steps done.</param>
/// <param name="Path">Its folder.</param>
/// <param name="Metrics">Values with their provenance, by name; empty where none was due.</param>
public sealed record StoredCheckpoint(long Step, string Path, IReadOnlyDictionary<string, Measurement> Metrics)
{
    /// <summary>All checkpoints of a training, the newest first. May be called while it runs.</summary>
    /// <param name="folder"><see cref="CheckpointOptions.Folder"/>.</param>
    /// <exception cref="CheckpointException">The folder is missing, or a checkpoint's description is
    /// damaged.</exception>
    public static IReadOnlyList<StoredCheckpoint> In(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (!Directory.Exists(folder))
        {
            throw new CheckpointException($"There is no folder '{folder}', and so no checkpoint.", folder);
        }
        var whole = System.IO.Path.GetFullPath(folder); // a checkpoint of the list is loaded later
        return
        [
            .. CheckpointFolder
                .Steps(whole)
                .Select(s => Read(s, CheckpointFolder.PathOf(whole, s)))
                .OfType<StoredCheckpoint>(),
        ];
    }

    /// <summary>The best checkpoint by a metric, the earlier one of equals; null when the metric was measured at none.
    /// NaN is never best.</summary>
    /// <param name="folder"><see cref="CheckpointOptions.Folder"/>.</param>
    /// <param name="metric">The metric, and which way is better; the same as in <see cref="CheckpointOptions.Best"/>,
    /// which sees to it that the best is stored.</param>
    /// <exception cref="CheckpointException">A checkpoint's description is damaged.</exception>
    /// <exception cref="InvalidOperationException">The values are of unlike provenance and cannot be compared; the
    /// message names each difference.</exception>
    public static StoredCheckpoint? Best(string folder, BestMetric metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        StoredCheckpoint? best = null;
        foreach (
            var candidate in In(folder)
                .Reverse()
                .Where(c => c.Metrics.TryGetValue(metric.Name, out var m) && !double.IsNaN(m.Value))
        )
        {
            var now = candidate.Metrics[metric.Name];
            var before = best?.Metrics[metric.Name] ?? candidate.Metrics[metric.Name];
            if (before.DifferencesFrom(now) is { Count: > 0 } differences)
            {
                throw new InvalidOperationException(
                    $"{metric.Name} at steps {best!.Step} and {candidate.Step} cannot be compared, because "
                        + $"they differ in: {string.Join("; ", differences)}."
                );
            }
            if (best is null || metric.Better(now.Value, before.Value))
            {
                best = candidate;
            }
        }
        return best;
    }

    /// <summary>The moving average of this step, ready to draw samples from. Networks made by a function
    /// of yours take TrainedGan.Load with the path of the file and that function.</summary>
    /// <exception cref="CheckpointException">The game has no generator, or several.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or names a type that the program did not
    /// allow.</exception>
    public TrainedGan Load()
    {
        var files = StateParts.AveragesOf(Directory.EnumerateFiles(Path).Select(System.IO.Path.GetFileName)!);
        return files switch
        {
            [var file] => TrainedGan.Load(System.IO.Path.Combine(Path, file)),
            [] => throw new CheckpointException($"The checkpoint '{Path}' has no generator to load.", Path),
            _ => throw new CheckpointException(
                $"The checkpoint '{Path}' has several generators: {string.Join(", ", files)}. Load one by "
                    + "TrainedGan.Load(path).",
                Path
            ),
        };
    }

    // A running training may have removed it since the folder was listed.
    private static StoredCheckpoint? Read(long step, string path)
    {
        try
        {
            return new(step, path, CheckpointFiles.ReadManifest(path).Measurements());
        }
        catch (CheckpointException) when (!Directory.Exists(path))
        {
            return null;
        }
    }
}
