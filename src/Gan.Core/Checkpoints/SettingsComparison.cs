using System.Globalization;

namespace Gan;

/// <summary>Compares the settings of a stored training with those given.</summary>
internal static class SettingsComparison
{
    // Where and by which code to compute is free, though others round differently; who reads the data does not change
    // them.
    private static readonly string[] AlwaysHarmless = ["device", "dataWorkers", "kernels"];

    /// <summary>A setting with its two values.</summary>
    internal sealed record Difference(string Name, string Stored, string Current)
    {
        public override string ToString() => $"{Name}: stored {Stored}, given {Current}";
    }

    /// <summary>The differences under which the stored training would not have come this far in the same way.</summary>
    internal static IReadOnlyList<Difference> Find(
        CheckpointManifest stored,
        GanSettings settings,
        IReadOnlyList<Player> players
    )
    {
        var now = StoredSettings.Of(settings, players);
        var names = now.Keys.Union(stored.Settings.Keys);
        if (!KnowsPlayers(stored, players))
        {
            names = names.Where(name => name != StoredSettings.Players);
        }
        var areCultural = StoredNumbers.AreCultural(stored.Settings);
        var differences = new List<Difference>();
        foreach (var name in names)
        {
            var difference = new Difference(
                name,
                stored.Settings.GetValueOrDefault(name, "none"),
                now.GetValueOrDefault(name, "none")
            );
            var isSame =
                difference.Stored == difference.Current
                || (areCultural && StoredNumbers.Invariant(difference.Stored) == difference.Current);
            if (!isSame && !IsHarmless(difference, stored, settings, players))
            {
                differences.Add(difference);
            }
        }
        return differences;
    }

    // Earlier checkpoints do not say what their players were, and players of other names are refused as such.
    private static bool KnowsPlayers(CheckpointManifest stored, IReadOnlyList<Player> players) =>
        stored.Settings.ContainsKey(StoredSettings.Players)
        && StateParts
            .PlayersOf(stored.Files.Keys)
            .SequenceEqual(players.Select(p => p.Name).Order(StringComparer.Ordinal));

    private static bool IsHarmless(
        Difference difference,
        CheckpointManifest stored,
        GanSettings settings,
        IReadOnlyList<Player> players
    ) =>
        AlwaysHarmless.Contains(difference.Name)
        || (
            difference.Name == "steps"
            && long.TryParse(difference.Stored, NumberStyles.None, CultureInfo.InvariantCulture, out var steps)
            && !stored.FollowsProgress
            && !players.Any(p => p.FollowsProgress)
            && StepsAreFree(stored.Step, steps, settings, players)
        );

    private static IEnumerable<ILearningRateSchedule> Schedules(GanSettings settings, IReadOnlyList<Player> players) =>
        [
            .. players.Select(p => p.Optimizer.Schedule),
            .. players.Select(p => p.Optimizer).OfType<AdamOptions>().Select(adam => adam.Beta2Schedule),
            .. players.Select(p => p.AverageHalfLife).OfType<HalfLife>().Select(life => life.Schedule),
            .. settings.Penalties.Select(term => term.Schedule),
            .. settings.GeneratorPenalties.Select(term => term.Schedule),
        ];

    /// <summary>True when the steps done would have been the same in a training of the length given: then going on
    /// longer, or stopping sooner, is no lie.</summary>
    private static bool StepsAreFree(long done, long before, GanSettings settings, IReadOnlyList<Player> players)
    {
        var after = settings.Training.Steps;
        if (before < 1 || settings.Augmentations.Count > 0)
        {
            return false; // their strength may follow the share of the training done
        }
        var probes = Enumerable.Range(0, 257).Select(i => 1 + (long)((done - 1) * (i / 256.0))).Distinct();
        return probes.All(step =>
            Schedules(settings, players).All(schedule => Same(schedule, step))
            && (
                settings.Training.DataGrowth is not { } growth
                || SamplesInUse(growth, step, before) == SamplesInUse(growth, step, after)
            )
        );

        bool Same(ILearningRateSchedule schedule, long step) =>
            schedule
                .At(new(step, before, settings.Training.BatchSize))
                .Equals(schedule.At(new(step, after, settings.Training.BatchSize)));

        // The share in use at an epoch's start is what counts; comparing it at more moments refuses a little more than
        // it must.
        long SamplesInUse(DataGrowth growth, long step, long steps) =>
            growth.Count((step - 1.0) / steps, settings.DataCount, settings.Training.BatchSize);
    }
}
