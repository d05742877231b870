using System.Diagnostics;
using System.Globalization;
using Gan.Data;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gan;

/// <summary>Turns <see cref="TrainingOptions.Minutes"/> into steps: schedules must know the end.</summary>
internal static class TimeBudget
{
    private const int MostSteps = 256;
    private const int FewestSteps = 6;
    private const double LongestShare = 0.05; // of the minutes

    /// <summary>The choices with the steps that fill the minutes on this machine, or with those of the checkpoint that
    /// the training goes on from.</summary>
    internal static BuilderChoices Count(BuilderChoices choices, IDataset data, ILogger log)
    {
        if (choices.Training.Minutes is not { } minutes)
        {
            return choices;
        }
        if (Processes.Of(choices.Processes) is not { } processes)
        {
            return WithSteps(choices, Count(choices, data, minutes, log));
        }
        var steps = processes.Leads ? BitConverter.GetBytes(Count(choices, data, minutes, log)) : [];
        return WithSteps(choices, BitConverter.ToInt64(processes.Broadcast(steps, "the number of steps")));
    }

    private static long Count(BuilderChoices choices, IDataset data, double minutes, ILogger log)
    {
        if (Stored(choices.Checkpoints) is { } stored)
        {
            return stored;
        }
        var seconds = SecondsPerStep(choices, data, TimeSpan.FromMinutes(minutes));
        var steps = (long)Math.Clamp(60 * minutes / seconds, 1, 1e12);
        Log.Budget(log, minutes, steps, 1000 * seconds);
        return steps;
    }

    private static BuilderChoices WithSteps(BuilderChoices choices, long steps) =>
        choices with
        {
            Training = choices.Training with { Steps = steps, Minutes = null },
        };

    private static long? Stored(CheckpointOptions? options)
    {
        if (options is null || !options.Resumes || !Directory.Exists(options.Folder))
        {
            return null;
        }
        var known = CheckpointFolder.Steps(options.Folder);
        if (known.Count == 0)
        {
            return null;
        }
        try
        {
            var manifest = CheckpointFiles.ReadManifest(
                CheckpointFolder.PathOf(options.Folder, options.ResumeFrom ?? known[0])
            );
            return long.Parse(manifest.Settings["steps"], CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is CheckpointException or KeyNotFoundException or FormatException)
        {
            return null; // the session says what is wrong with it
        }
    }

    // A training of its own, without onlookers and without files. Its first half allocates and compiles; lazy penalties
    // are due each 4th to 16th step, so the second half counts as a whole.
    private static double SecondsPerStep(BuilderChoices choices, IDataset data, TimeSpan budget)
    {
        var trial = choices with
        {
            Training = choices.Training with { Steps = MostSteps }, // with its minutes: a game may refuse to be timed
            Data = data,
            Processes = null,
            Checkpoints = null,
            Callbacks = [],
            Metrics = [],
            Stopping = [],
            Loggers = NullLoggerFactory.Instance,
        };
        using var trainer = new GanTrainer(trial.Settings(data), data, trial);
        var begin = Stopwatch.GetTimestamp();
        var ends = new List<TimeSpan>();
        foreach (var report in trainer.Steps())
        {
            ends.Add(Stopwatch.GetElapsedTime(begin));
            if (report.Step >= FewestSteps && ends[^1] > budget * LongestShare)
            {
                break;
            }
        }
        var half = ends.Count / 2;
        return Math.Max(1e-6, (ends[^1] - ends[half - 1]).TotalSeconds / (ends.Count - half));
    }
}
