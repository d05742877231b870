using System.Diagnostics;
using Gan.Data;
using Microsoft.Extensions.Logging;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>
/// Trains two networks against each other, step by step (<c>AdversarialStep</c> holds the step itself), with callbacks,
/// metrics and stopping rules between the steps. Not for use from several threads at once.
/// </summary>
public sealed class GanTrainer : IDisposable
{
    private readonly GanSettings settings;
    private readonly CallbackList callbacks;
    private readonly IReadOnlyList<Scheduled<IGanMetric>> metrics;
    private readonly GanModel model;
    private readonly AdversarialStep adversary;
    private readonly StopWatcher stop;
    private readonly int threads;
    private readonly ILogger log;
    private readonly CheckpointSession? store;
    private readonly NumberGuard guard;
    private readonly IDisposable? ownedData;
    private bool disposed;

    internal GanTrainer(
        GanSettings settings,
        IDataset data,
        bool ownsData,
        Device device,
        IReadOnlyList<Scheduled<ITrainingCallback>> callbacks,
        IReadOnlyList<Scheduled<IGanMetric>> metrics,
        ILoggerFactory loggers,
        NumberGuard guard,
        CheckpointOptions? checkpoints
    )
    {
        this.settings = settings;
        this.callbacks = new CallbackList(callbacks);
        this.metrics = metrics;
        log = loggers.CreateLogger<GanTrainer>();
        this.guard = guard;
        ownedData = ownsData ? data : null;
        model = GanModel.Create(settings, device);
        threads = ThreadPolicy.Threads(model, settings.Training.BatchSize);
        adversary = new AdversarialStep(settings, model, data, device, guard, log);
        stop = new StopWatcher(settings.Stopping);
        foreach (var inexact in MicroBatchRules.Inexact(settings, model.Generator, model.Discriminator, device))
        {
            Log.Inexact(log, settings.Training.MicroBatch ?? 0, inexact);
        }
        Context = new TrainingContext(
            settings,
            data,
            model,
            adversary,
            TrainingSampler.Of(settings, model.Average.Network, data, device)
        )
        {
            MetricNames = [.. metrics.Select(m => m.Item.Name)],
            Loggers = loggers,
            Threads = threads,
        };
        if (checkpoints is null)
        {
            return;
        }
        try
        {
            store = CheckpointSession.Open(checkpoints, settings, model, adversary, stop, log);
            Context.Step = store.Resume(guard);
        }
        catch
        {
            ownedData = null; // the builder disposes it
            Dispose();
            throw;
        }
    }

    /// <summary>Every setting in force.</summary>
    public GanSettings Settings => settings;

    /// <summary>The networks and what else an onlooker may see.</summary>
    public TrainingContext Context { get; }

    /// <summary>Steps done.</summary>
    public long Step => Context.Step;

    /// <summary>The loop in the caller's hands: each item is a finished step. Callbacks and metrics run as in
    /// <see cref="Train"/>; the sequence ends after the last step or when cancelled.</summary>
    /// <exception cref="NonFiniteException"><see cref="NumberGuard"/> stops.</exception>
    /// <exception cref="TrainingMemoryException">Memory does not hold a step.</exception>
    /// <exception cref="CheckpointException">A checkpoint cannot be written.</exception>
    /// <exception cref="ObjectDisposedException">The trainer was disposed.</exception>
    public IEnumerable<StepReport> Steps(CancellationToken cancellation = default)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        Log.Start(log, GanModel.Size(model.Generator), GanModel.Size(model.Discriminator), __version__, threads);
        var reporter = new StepReporter(settings, metrics, Context);
        var last = settings.Training.Steps;
        using var ended = callbacks.Ending(Context);
        callbacks.Start(Context);
        while (Step < last && !stop.Requested && !cancellation.IsCancellationRequested)
        {
            if (callbacks.Guard(() => Advance(reporter, last)) is { } report)
            {
                yield return report;
            }
        }
        callbacks.Guard(() => store?.Leave(Step));
        if (stop.Requested)
        {
            Log.Stopped(log, Step, stop.Reason);
        }
        else if (Step < last)
        {
            Log.Cancelled(log, Step);
        }
        else
        {
            Log.End(log, Step, last);
        }
    }

    /// <summary>Trains to the end, or to the end of the running step when cancelled, and hands out what was
    /// learnt.</summary>
    public TrainedGan Train(IProgress<StepReport>? progress = null, CancellationToken cancellation = default)
    {
        foreach (var report in Steps(cancellation))
        {
            progress?.Report(report);
        }
        return Finish();
    }

    /// <summary>What was learnt so far, as a copy that lives on when the trainer is disposed.</summary>
    public TrainedGan Finish()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        return TrainedGan.Of(model.Average.Network, settings.Plan, settings.DataSet, Step, adversary.Device);
    }

    /// <summary>The discriminator as it stands, as a copy that lives on: to start another training from, or to read
    /// features with.</summary>
    public TrainedDiscriminator FinishDiscriminator()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        return TrainedDiscriminator.Of(model.Discriminator, settings.Plan, settings.DataSet, Step, adversary.Device);
    }

    private StepReport? Advance(StepReporter reporter, long last)
    {
        try
        {
            var report = RunStep(Step + 1, reporter);
            stop.Observe(report);
            callbacks.Step(Context, report, isLast: Step == last || stop.Requested);
            store?.After(report, isLast: Step == last || stop.Requested);
            return report;
        }
        catch (Exception failure) when (TrainingMemoryException.From(failure, settings.Training) is not null)
        {
            throw TrainingMemoryException.From(
                failure,
                settings.Training,
                settings.PackSize,
                part => MicroBatchRules.Splits(settings, part, model.Generator, model.Discriminator)
            )!;
        }
        catch (NonFiniteException fault)
            when (guard.Policy == NumberPolicy.RollBack && store!.Rollbacks < guard.MostRollbacks)
        {
            Context.Step = store.RollBack(guard, fault);
            return null;
        }
    }

    private StepReport RunStep(long step, StepReporter reporter)
    {
        using var scope = NewDisposeScope();
        var started = Stopwatch.GetTimestamp();
        StepOutcome outcome;
        using (ThreadPolicy.Use(threads))
        {
            outcome = adversary.Run(step); // metrics may have larger networks
        }
        Context.Step = step;
        var report = reporter.Report(outcome, started);
        Log.Step(log, step, report.DiscriminatorLoss, report.GeneratorLoss);
        return report;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (disposed)
        {
            return;
        }
        disposed = true;
        store?.Dispose();
        adversary.Dispose();
        model.Dispose();
        ownedData?.Dispose();
    }
}
