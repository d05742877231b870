using System.Diagnostics;
using Microsoft.Extensions.Logging;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>Plays steps and turns what they leave behind into reports: the one place of the loop where the processor
/// waits for the device.</summary>
internal sealed class StepReporter(
    GameSession session,
    IReadOnlyList<Scheduled<IGanMetric>> metrics,
    TrainingContext context,
    ILogger log
)
{
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly long first = context.Step;
    private double warm; // seconds of the first step, which compiles code and fills caches: no measure for the others

    /// <param name="step">Number of the step, from 1.</param>
    internal StepReport Run(long step)
    {
        using var scope = NewDisposeScope();
        var started = Stopwatch.GetTimestamp();
        var sent = session.Processes?.BytesSent ?? 0;
        var waited = session.Processes?.Waited ?? TimeSpan.Zero;
        TurnValues values;
        TimeSpan dataWait;
        using (ThreadPolicy.Use(context.Threads)) // metrics may have larger networks
        {
            (values, dataWait) = session.Play(step);
        }
        using var ended = values;
        context.Step = step;
        var bytes = (session.Processes?.BytesSent ?? 0) - sent;
        var wait = (session.Processes?.Waited ?? TimeSpan.Zero) - waited;
        var report = Report(values.Means(), Stopwatch.GetElapsedTime(started)) with
        {
            DataWait = dataWait,
            ProcessWait = wait,
            BytesSent = bytes,
        };
        Log.Step(log, report);
        return report;
    }

    private StepReport Report(Dictionary<string, double> means, TimeSpan duration)
    {
        var step = context.Step;
        var training = session.Settings.Training;
        var measured = Measure(step, training.Steps);
        var seconds = clock.Elapsed.TotalSeconds;
        var done = step - first;
        if (done == 1)
        {
            warm = seconds;
        }
        var each = done > 1 ? (seconds - warm) / (done - 1) : seconds;
        return new StepReport(
            step,
            training.Steps,
            means,
            done * context.SamplesPerStep / seconds,
            clock.Elapsed,
            TimeSpan.FromSeconds(each * (training.Steps - step)),
            measured.ToDictionary(m => m.Key, m => m.Value.Value)
        )
        {
            Measurements = measured,
            Duration = duration,
            Unit = context.Data.Unit,
            UnitsPerSample = context.Data.UnitsPerSample,
        };
    }

    private Dictionary<string, Measurement> Measure(long step, long steps)
    {
        var due = metrics.Where(m => m.Due(step, steps)).Select(m => m.Item).ToList();
        if (due.Count == 0 || session.Processes is not { } processes)
        {
            return Measure(step, due);
        }
        // what is measured may end the training, so that all must have the same
        var mine = processes.Leads ? MeasurementBytes.Of(Measure(step, due)) : [];
        return MeasurementBytes.Read(processes.Broadcast(mine, "what was measured"));
    }

    private Dictionary<string, Measurement> Measure(long step, List<IGanMetric> due)
    {
        using var _ = no_grad();
        var measured = new Dictionary<string, Measurement>();
        foreach (var metric in due)
        {
            context.Observers.Call(metric, $"metric '{metric.Name}'", step, () => measured[metric.Name] = Of(metric));
        }
        return measured;
    }

    private Measurement Of(IGanMetric metric) =>
        new(metric.Measure(context), metric.Interval)
        {
            Provenance = new Dictionary<string, string>(metric.Provenance),
        };
}
