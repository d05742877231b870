using System.Diagnostics;
using System.Globalization;
using Gan.Data;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gan;

/// <summary>Turns <see cref="TrainingOptions.Minutes"/> into steps: schedules must know the end.</summary>
internal static class TimeBudget
{
    private const int WarmSteps = 2; // they allocate and compile
    private const int TimedSteps = 32; // lazy penalties are due each 4th to 16th step
    private const int FewestTimed = 4;
    private const double LongestShare = 0.04; // of the minutes

    /// <summary>The choices with the steps that fill the minutes on this machine, or with those of the checkpoint that
    /// the training goes on from.</summary>
    internal static BuilderChoices Count(BuilderChoices choices, IDataset data, ILogger log)
    {
        if (choices.Training.Minutes is not { } minutes)
        {
            return choices;
        }
        if (Stored(choices.Checkpoints) is { } stored)
        {
            return WithSteps(choices, stored);
        }
        var seconds = SecondsPerStep(choices, data, TimeSpan.FromMinutes(minutes));
        var steps = (long)Math.Clamp(60 * minutes / seconds, 1, 1e12);
        Log.Budget(log, minutes, steps, 1000 * seconds);
        return WithSteps(choices, steps);
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

    // A training of its own, without onlookers and without files.
    private static double SecondsPerStep(BuilderChoices choices, IDataset data, TimeSpan budget)
    {
        var trial = WithSteps(choices, WarmSteps + TimedSteps) with
        {
            Data = data,
            Checkpoints = null,
            Callbacks = [],
            Metrics = [],
            Stopping = [],
            Loggers = NullLoggerFactory.Instance,
        };
        using var trainer = new GanTrainer(trial.Settings(data), data, trial);
        var begin = Stopwatch.GetTimestamp();
        var timed = 0L;
        var last = begin;
        foreach (var report in trainer.Steps())
        {
            last = Stopwatch.GetTimestamp();
            if (report.Step == WarmSteps)
            {
                begin = last;
            }
            timed = report.Step - WarmSteps;
            if (timed >= FewestTimed && Stopwatch.GetElapsedTime(begin, last) > budget * LongestShare)
            {
                break;
            }
        }
        return Math.Max(1e-6, Stopwatch.GetElapsedTime(begin, last).TotalSeconds / Math.Max(1, timed));
    }
}
