using Microsoft.Extensions.Logging;

namespace Gan;

/// <summary>The checkpoints of one training: when to write, and where to go on.</summary>
internal sealed class CheckpointSession : IDisposable
{
    private readonly CheckpointOptions options;
    private readonly GanSettings settings;
    private readonly GameSession session;
    private readonly StopWatcher stop;
    private readonly CheckpointFolder folder;
    private readonly CheckpointDisk disk;
    private readonly CheckpointRetention retention;
    private readonly IReadOnlyList<StatePart> parts;
    private readonly ILogger log;
    private long step;
    private long stored = -1;

    private CheckpointSession(
        CheckpointOptions options,
        GameSetup setup,
        GameSession session,
        StopWatcher stop,
        CheckpointFolder folder,
        ILogger log
    )
    {
        this.options = options;
        settings = setup.Settings;
        this.session = session;
        this.stop = stop;
        this.folder = folder;
        this.log = log;
        parts = StateParts.Of(session, () => new(session.Game.FileMetadata(setup, step)));
        disk = new CheckpointDisk(folder, parts);
        retention = new(options);
    }

    /// <exception cref="CheckpointException">The folder cannot be used.</exception>
    internal static CheckpointSession Open(
        CheckpointOptions options,
        GameSetup setup,
        GameSession session,
        StopWatcher stop,
        ILogger log
    )
    {
        foreach (var player in session.Players)
        {
            _ = player.Updates.Stateful; // throws where there is none
        }
        return new(options, setup, session, stop, CheckpointFolder.Open(options.Folder), log);
    }

    /// <summary>Puts the training where it was.</summary>
    /// <returns>The steps done; 0 at a fresh start.</returns>
    /// <exception cref="CheckpointException">There is something that it cannot or should not go on from.</exception>
    internal long Resume(NumberGuard guard)
    {
        disk.Do(
            folder.Root,
            () =>
            {
                foreach (var leftover in folder.Clean())
                {
                    Log.Leftover(log, leftover);
                }
            }
        );
        var steps = folder.Steps();
        if (!options.Resumes && steps.Count > 0)
        {
            throw new CheckpointException(
                $"The folder '{folder.Root}' has the checkpoints of a training that came to step "
                    + $"{steps[0]}. Set Resume = true to go on with it, or choose another folder.",
                folder.Root
            );
        }
        if (options.ResumeFrom is { } wanted && !steps.Contains(wanted))
        {
            throw new CheckpointException(
                $"The folder '{folder.Root}' has no checkpoint of step {wanted}. It has those of "
                    + $"[{InvariantText.Join(", ", steps)}].",
                folder.PathOf(wanted)
            );
        }
        if (steps.Count == 0)
        {
            if (guard.Policy == NumberPolicy.RollBack)
            {
                Write(new Dictionary<string, Measurement>()); // somewhere to go back to
            }
            return 0;
        }
        Load(options.ResumeFrom ?? steps[0], steps);
        LowerRates(guard);
        foreach (var later in steps.Where(s => s > step))
        {
            disk.Do(folder.PathOf(later), () => Log.Aside(log, folder.PathOf(later), folder.SetAside(later)));
        }
        foreach (var known in steps.Where(s => s <= step))
        {
            retention.Record(known, MetricsOf(known));
        }
        Log.Resumed(log, folder.PathOf(step));
        return step;
    }

    /// <summary>Steps done.</summary>
    internal long Step => step;

    /// <summary>The folder of the checkpoint that holds the state of now; null where none does.</summary>
    internal string? Latest => stored == step ? folder.PathOf(step) : null;

    /// <summary>Returns to a checkpoint so far.</summary>
    internal int Rollbacks { get; private set; }

    /// <summary>Whether the policy lets the training return to a checkpoint once more.</summary>
    internal bool MayRollBack(NumberGuard guard) =>
        guard.Policy == NumberPolicy.RollBack && Rollbacks < guard.MaxRollbacks;

    /// <summary>Puts the training back to its newest checkpoint, with lower rates.</summary>
    /// <returns>The steps done there.</returns>
    internal long RollBack(NumberGuard guard, NonFiniteException fault)
    {
        var steps = folder.Steps();
        var before = Rollbacks;
        Load(steps[0], steps);
        Rollbacks = before + 1;
        LowerRates(guard);
        Log.RolledBack(log, folder.PathOf(step), RateFactor(guard), fault.Message);
        return step;
    }

    private double RateFactor(NumberGuard guard) => Math.Pow(guard.RateFactor, Rollbacks);

    private void LowerRates(NumberGuard guard)
    {
        foreach (var player in session.Players)
        {
            player.Updates.RateFactor = RateFactor(guard);
        }
    }

    /// <summary>Stores the training if that is due.</summary>
    internal void AfterStep(StepReport report, bool isLast)
    {
        step = report.Step;
        if (retention.Difference(report.Measurements) is { } difference)
        {
            Log.Incomparable(log, options.Best!.Name, difference);
        }
        if (isLast || step % options.Every == 0 || retention.IsBest(report.Measurements))
        {
            Write(report.Measurements);
        }
    }

    /// <summary>Stores the training when it ends, unless that has just happened.</summary>
    internal void WriteLast(long at)
    {
        step = at;
        if (step != stored && step > 0)
        {
            Write(new Dictionary<string, Measurement>());
        }
    }

    private void Write(IReadOnlyDictionary<string, Measurement> metrics)
    {
        var manifest = new CheckpointManifest
        {
            Format = CheckpointManifest.CurrentFormat,
            Step = step,
            Settings = StoredSettings.Of(settings, session.Players),
            Files = [],
            Rollbacks = Rollbacks,
            FollowsProgress = session.FollowsProgress,
            Metrics = metrics.ToDictionary(m => m.Key, m => m.Value.Value),
            Provenance = metrics
                .Where(m => m.Value.Provenance.Count > 0)
                .ToDictionary(m => m.Key, m => new Dictionary<string, string>(m.Value.Provenance)),
            Stopping = new(stop.Reason, [.. stop.Memories.Select(m => new Dictionary<string, double>(m))]),
        };
        disk.Do(folder.PathOf(step), () => Write(manifest));
        stored = step;
        retention.Record(step, metrics);
        disk.Do(folder.PathOf(step), RemoveOld);
    }

    private void Write(CheckpointManifest manifest)
    {
        try
        {
            CheckpointFiles.Write(folder.Beside(step), manifest, parts);
            folder.Publish(step);
        }
        catch
        {
            folder.Abandon(step);
            throw;
        }
        Log.Stored(log, folder.PathOf(step));
    }

    private void RemoveOld()
    {
        foreach (var old in retention.Removable(folder.Steps()).ToList())
        {
            folder.Remove(old);
            retention.Forget(old);
            Log.Superseded(log, folder.PathOf(old));
        }
    }

    private void Load(long from, IReadOnlyList<long> steps)
    {
        var path = folder.PathOf(from);
        var manifest = disk.Read(from, steps, () => CheckpointFiles.ReadManifest(path));
        if (manifest.Step != from)
        {
            throw new CheckpointException(
                $"The checkpoint '{path}' cannot be used because of its name: it is of step {manifest.Step}.",
                path
            );
        }
        var sameRules = Compare(manifest, path); // before the files, which another game has others of
        CheckpointFiles.ComparePlayers(path, manifest, parts);
        disk.Read(from, steps, () => CheckpointFiles.Verify(path, parts));
        CheckpointFiles.Restore(path, parts);
        stop.Restore(manifest.Stopping, sameRules);
        step = from;
        stored = from;
        Rollbacks = manifest.Rollbacks;
        session.FollowsProgress |= manifest.FollowsProgress;
    }

    /// <returns>True when the stopping rules are those stored.</returns>
    private bool Compare(CheckpointManifest manifest, string path)
    {
        var differences = SettingsComparison.Find(manifest, settings, session.Players);
        foreach (var difference in differences.Where(d => options.Allow.Contains(d.Name)))
        {
            Log.Allowed(log, difference.ToString());
        }
        var refused = differences.Where(d => !options.Allow.Contains(d.Name)).ToList();
        if (refused.Count == 0)
        {
            return differences.All(d => d.Name != "stopping");
        }
        throw new CheckpointException(
            $"The training in '{path}' had other settings:"
                + string.Concat(refused.Select(d => $"{Environment.NewLine}- {d}"))
                + $"{Environment.NewLine}Give the stored ones, or allow what may differ by name: Allow = "
                + $"[{string.Join(", ", refused.Select(d => $"\"{d.Name}\""))}].",
            path
        );
    }

    private Dictionary<string, Measurement> MetricsOf(long known)
    {
        try
        {
            return CheckpointFiles.ReadManifest(folder.PathOf(known)).Measurements();
        }
        catch (CheckpointException)
        {
            return []; // damaged, and never the best
        }
    }

    public void Dispose() => folder.Dispose();
}
