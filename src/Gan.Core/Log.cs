using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Gan;

internal static partial class Log
{
    [LoggerMessage(100, LogLevel.Information, "Loss {Loss}. Settings in force: {Settings}")]
    internal static partial void Settings(ILogger log, string loss, string settings);

    [LoggerMessage(101, LogLevel.Information, "Training starts: {Players}, libtorch {Version}, {Threads} threads")]
    internal static partial void Start(ILogger log, string players, string version, int threads);

    [LoggerMessage(102, LogLevel.Debug, "Step {Step}: {Losses}")]
    internal static partial void Step(ILogger log, long step, string losses);

    internal static void Start(ILogger log, IReadOnlyList<Player> players, int threads)
    {
        if (log.IsEnabled(LogLevel.Information))
        {
            var sizes = players.Select(p =>
                string.Create(CultureInfo.InvariantCulture, $"{p.Name} {p.Parameters.Sum(w => w.numel())} parameters")
            );
            Start(log, string.Join(", ", sizes), TorchSharp.torch.__version__, threads);
        }
    }

    internal static void Step(ILogger log, StepReport report)
    {
        if (log.IsEnabled(LogLevel.Debug))
        {
            var losses = report.Values.Select(v =>
                string.Create(CultureInfo.InvariantCulture, $"{v.Key} {v.Value:g4}")
            );
            Step(log, report.Step, string.Join(", ", losses));
        }
    }

    internal static void Inexact(ILogger log, int microBatch, IEnumerable<string> reasons)
    {
        foreach (var reason in reasons)
        {
            Inexact(log, microBatch, reason);
        }
    }

    internal static void Processes(ILogger log, int count, string? inexact)
    {
        Together(log, count);
        if (inexact is not null)
        {
            InexactProcesses(log, count, inexact);
        }
    }

    internal static void Ending(ILogger log, long step, long steps, StopWatcher stopping)
    {
        if (stopping.Requested)
        {
            Stopped(log, step, stopping.Reason);
        }
        else if (step < steps)
        {
            Cancelled(log, step);
        }
        else
        {
            End(log, step, steps);
        }
    }

    [LoggerMessage(103, LogLevel.Information, "Training ends after step {Step} of {Steps}")]
    internal static partial void End(ILogger log, long step, long steps);

    [LoggerMessage(104, LogLevel.Information, "Training was cancelled after step {Step}")]
    internal static partial void Cancelled(ILogger log, long step);

    [LoggerMessage(105, LogLevel.Information, "Training was stopped early after step {Step}: {Reason}")]
    internal static partial void Stopped(ILogger log, long step, string reason);

    [LoggerMessage(106, LogLevel.Information, "Checkpoint {Folder} written")]
    internal static partial void Stored(ILogger log, string folder);

    [LoggerMessage(107, LogLevel.Information, "Training goes on from {Folder}")]
    internal static partial void Resumed(ILogger log, string folder);

    [LoggerMessage(108, LogLevel.Warning, "Removed {Folder}, left by an interrupted write")]
    internal static partial void Leftover(ILogger log, string folder);

    [LoggerMessage(109, LogLevel.Warning, "Renamed the later checkpoint {Folder} to {Target}")]
    internal static partial void Aside(ILogger log, string folder, string target);

    [LoggerMessage(110, LogLevel.Warning, "The stored training had another setting, as allowed: {Difference}")]
    internal static partial void Allowed(ILogger log, string difference);

    [LoggerMessage(111, LogLevel.Debug, "Checkpoint {Folder} removed")]
    internal static partial void Superseded(ILogger log, string folder);

    [LoggerMessage(112, LogLevel.Warning, "An update was left out. {Fault}")]
    internal static partial void Skipped(ILogger log, string fault);

    [LoggerMessage(
        113,
        LogLevel.Warning,
        "Training goes back to {Folder} with {Factor} times the learning rates. {Fault}"
    )]
    internal static partial void RolledBack(ILogger log, string folder, double factor, string fault);

    [LoggerMessage(
        114,
        LogLevel.Warning,
        "{Metric} is not compared with that of earlier checkpoints, because they differ in {Difference}. "
            + "The best of each kind stays"
    )]
    internal static partial void Incomparable(ILogger log, string metric, string difference);

    [LoggerMessage(117, LogLevel.Warning, "{Observer} failed after step {Step}, and training goes on: {Reason}")]
    internal static partial void ObserverFailed(ILogger log, string observer, long step, string reason);

    [LoggerMessage(118, LogLevel.Information, "{Observer} works again after step {Step}")]
    internal static partial void ObserverWorks(ILogger log, string observer, long step);

    [LoggerMessage(
        115,
        LogLevel.Warning,
        "With MicroBatch {MicroBatch} steps are not exactly those of the whole batch: {Reason}"
    )]
    internal static partial void Inexact(ILogger log, int microBatch, string reason);

    [LoggerMessage(
        116,
        LogLevel.Warning,
        "The data set {DataSet} has no sample of some of its {Count} classes, so the generator learns nothing of them: "
            + "{Classes}"
    )]
    internal static partial void Unseen(ILogger log, string dataSet, long count, string classes);

    [LoggerMessage(122, LogLevel.Information, "{Count} processes train together, each with a part of every batch")]
    private static partial void Together(ILogger log, int count);

    [LoggerMessage(
        123,
        LogLevel.Warning,
        "With {Count} processes steps are not exactly those of one process: {Reason}"
    )]
    private static partial void InexactProcesses(ILogger log, int count, string reason);

    [LoggerMessage(119, LogLevel.Information, "{Advice}")]
    internal static partial void Advice(ILogger log, string advice);

    [LoggerMessage(120, LogLevel.Information, "{Preset}: {Reason}")]
    internal static partial void Reason(ILogger log, string preset, string reason);

    [LoggerMessage(
        121,
        LogLevel.Information,
        "{Minutes} minutes are {Steps} steps of {Milliseconds:0.#} ms, as timed in a trial"
    )]
    internal static partial void Budget(ILogger log, double minutes, long steps, double milliseconds);
}
