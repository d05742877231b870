using System.Globalization;

namespace Gan;

/// <summary>Compares the settings of a stored training with those given.</summary>
internal static class SettingsComparison
{
    // Where and by which code to compute is free, though others round differently; who reads the data does not change
    // them.
    private static readonly string[] AlwaysHarmless = ["device", "dataWorkers", "kernels"];

    /// <summary>A setting with its two values.</summary>
    internal sealed record Difference(string Name, string Stored, string Given)
    {
        public override string ToString() => $"{Name}: stored {Stored}, given {Given}";
    }

    /// <summary>The differences under which the stored training would not have come this far in the same way.</summary>
    internal static IReadOnlyList<Difference> Find(
        CheckpointManifest stored,
        GanSettings given,
        IReadOnlyList<Player> players
    )
    {
        var now = given.Describe();
        var areCultural = StoredNumbers.AreCultural(stored.Settings);
        var names = now.Keys.Concat(stored.Settings.Keys.Except(now.Keys));
        return
        [
            .. names
                .Select(n => new Difference(
                    n,
                    stored.Settings.GetValueOrDefault(n, "none"),
                    now.TryGetValue(n, out var value) ? value : "none"
                ))
                .Where(d => d.Stored != d.Given)
                .Where(d => !(areCultural && StoredNumbers.Invariant(d.Stored) == d.Given))
                .Where(d => !IsHarmless(d, stored, given, players)),
        ];
    }

    private static bool IsHarmless(
        Difference difference,
        CheckpointManifest stored,
        GanSettings given,
        IReadOnlyList<Player> players
    ) =>
        AlwaysHarmless.Contains(difference.Name)
        || (
            difference.Name == "steps"
            && long.TryParse(difference.Stored, NumberStyles.None, CultureInfo.InvariantCulture, out var steps)
            && !players.Any(p => p.Network is DiscriminatorNetwork { FollowsProgress: true })
            && StepsAreFree(stored.Step, steps, given, players)
        );

    /// <summary>True when the steps done would have been the same in a training of the length given: then going on
    /// longer, or stopping sooner, is no lie.</summary>
    private static bool StepsAreFree(long done, long before, GanSettings s, IReadOnlyList<Player> players)
    {
        var after = s.Training.Steps;
        if (before < 1 || s.Augmentations.Count > 0)
        {
            return false; // their strength may follow the share of the training done
        }
        var probes = Enumerable.Range(0, 257).Select(i => 1 + (long)((done - 1) * (i / 256.0))).Distinct();
        return probes.All(step =>
            players.All(p => Same(p.Optimizer.Schedule, step))
            && (
                s.Training.DataGrowth is not { } growth
                || SamplesInUse(growth, step, before) == SamplesInUse(growth, step, after)
            )
        );

        bool Same(ILearningRateSchedule schedule, long step) =>
            schedule.Factor(step, before).Equals(schedule.Factor(step, after));

        // The share in use at an epoch's start is what counts; comparing it at more moments refuses a little more than
        // it must.
        long SamplesInUse(DataGrowth growth, long step, long steps) =>
            growth.Count((step - 1.0) / steps, s.DataCount, s.Training.BatchSize);
    }
}
