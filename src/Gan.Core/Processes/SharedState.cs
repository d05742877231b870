using System.Text;

namespace Gan;

/// <summary>Lets all processes begin with the state of the first: the one of its checkpoint, or that of a fresh
/// start.</summary>
internal sealed class SharedState(
    Processes processes,
    GameSession session,
    StopWatcher stopping,
    CheckpointSession? checkpoints
)
{
    private const long CheckInterval = 100;

    /// <summary>Puts every process where the first one is.</summary>
    /// <returns>The steps done.</returns>
    /// <exception cref="ProcessException">The weights differ all the same.</exception>
    internal long Share(NumberGuard guard)
    {
        var rollbacks = BitConverter.GetBytes(checkpoints?.Rollbacks ?? 0);
        var factor = Math.Pow(guard.RateFactor, BitConverter.ToInt32(processes.Broadcast(rollbacks, "returns so far")));
        foreach (var player in session.Players)
        {
            player.Updates.RateFactor = factor;
        }
        var files = Received();
        var step = 0L;
        if (files.Count > 0)
        {
            step = processes.Leads ? checkpoints!.Step : Restored(files);
        }
        processes.CheckWeights(session.Players, step);
        return step;
    }

    /// <summary>Now and then, whether the weights are still the same.</summary>
    internal void Check(long step)
    {
        if (step % CheckInterval == 0)
        {
            processes.CheckWeights(session.Players, step);
        }
    }

    // The files of the checkpoint that the first process went on from; none at a fresh start.
    private Dictionary<string, byte[]> Received()
    {
        var names = processes.Leads && checkpoints?.Latest is { } folder ? Directory.GetFiles(folder) : [];
        var listed = Encoding.UTF8.GetBytes(string.Join('\n', names.Select(Path.GetFileName)));
        var files = new Dictionary<string, byte[]>();
        foreach (var name in Encoding.UTF8.GetString(processes.Broadcast(listed, "names of files")).Split('\n'))
        {
            if (name.Length > 0)
            {
                var path = processes.Leads ? Path.Combine(checkpoints!.Latest!, name) : null;
                var bytes = path is null ? [] : File.ReadAllBytes(path);
                files[name] = processes.Broadcast(bytes, $"the checkpoint's file '{name}'");
            }
        }
        return files;
    }

    private long Restored(Dictionary<string, byte[]> files)
    {
        var folder = Directory.CreateTempSubdirectory("gan-checkpoint-").FullName;
        try
        {
            foreach (var (name, bytes) in files)
            {
                File.WriteAllBytes(Path.Combine(folder, name), bytes);
            }
            var manifest = CheckpointFiles.ReadManifest(folder);
            CheckpointFiles.Restore(folder, StateParts.Of(session, () => []));
            var differences = SettingsComparison.Find(manifest, session.Settings, session.Players);
            stopping.Restore(manifest.Stopping, differences.All(d => d.Name != "stopping"));
            session.FollowsProgress |= manifest.FollowsProgress;
            return manifest.Step;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
