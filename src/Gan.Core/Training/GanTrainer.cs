using Gan.Data;
using Microsoft.Extensions.Logging;
using static TorchSharp.torch;

namespace Gan;

/// <summary>Plays a game step by step, with callbacks, metrics and stopping rules between the steps. Not for use from
/// several threads at once.</summary>
public sealed class GanTrainer : IDisposable
{
    private readonly BuilderChoices choices;
    private readonly GameSession session;
    private readonly CallbackList callbacks;
    private readonly StopWatcher stopping;
    private readonly TrainingStore store;
    private readonly ILogger log;
    private readonly IDisposable? ownedData;
    private bool disposed;

    internal GanTrainer(GanSettings settings, IDataset data, BuilderChoices choices)
    {
        this.choices = choices;
        Settings = settings;
        log = choices.Loggers.CreateLogger<GanTrainer>();
        callbacks = new CallbackList(choices.Callbacks);
        ownedData = choices.Data is null ? data : null;
        var setup = new GameSetup(settings, choices.Device ?? CPU);
        var game = GameFactory.Create(setup, choices.MakeGame);
        try
        {
            var processes = Processes.Join(choices.Processes, game, setup);
            session = new GameSession(game, setup, data, choices.Guard, log, processes);
            stopping = new StopWatcher(Settings.Stopping);
            Context = new TrainingContext(setup, data, game, choices);
            GanConfigurationException.ThrowIfAny(MetricRules.Check(choices.Metrics, game));
            store = new TrainingStore(choices, setup, session, stopping, log);
            Context.Step = store.Resume();
        }
        catch
        {
            store?.Dispose(); // the builder disposes the data
            session?.Dispose();
            GameFactory.Dispose(game);
            throw;
        }
    }

    /// <summary>Every setting in force.</summary>
    public GanSettings Settings { get; }

    /// <summary>The networks and what else an onlooker may see.</summary>
    public TrainingContext Context { get; }

    /// <summary>Steps done.</summary>
    public long Step => Context.Step;

    /// <summary>The loop in the caller's hands: each item is a finished step, after its callbacks and metrics. The
    /// sequence ends after the last step or when cancelled.</summary>
    /// <exception cref="NonFiniteException"><see cref="NumberGuard"/> stops.</exception>
    /// <exception cref="TrainingMemoryException">Memory does not hold a step.</exception>
    /// <exception cref="CheckpointException">A checkpoint cannot be written.</exception>
    /// <exception cref="ObjectDisposedException">The trainer was disposed.</exception>
    public IEnumerable<StepReport> Steps(CancellationToken cancellation = default)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        Log.Start(log, session.Players, Context.Threads);
        var reporter = new StepReporter(session, choices.Metrics, Context, log);
        using var ended = callbacks.Ending(Context);
        callbacks.Start(Context);
        while (store.GoesOn(Ends(cancellation)))
        {
            if (callbacks.Guard(() => Advance(reporter)) is { } report)
            {
                yield return report;
            }
        }
        Context.EndReason = stopping.EndReason(Step < Settings.Training.Steps);
        callbacks.Guard(() => store.WriteLast(Step));
        Log.Ending(log, Step, Settings.Training.Steps, stopping);
    }

    /// <summary>Trains to the end, or to the end of the running step when cancelled. Needs a generator.</summary>
    /// <param name="progress">Gets the report of every step; what it throws is a callback's failure.</param>
    /// <param name="cancellation">Ends the training, as <see cref="StopSignals"/> do.</param>
    public TrainedGan Train(IProgress<StepReport>? progress = null, CancellationToken cancellation = default)
    {
        _ = Context.AveragedGenerator; // or says that there is none
        foreach (var report in Steps(cancellation))
        {
            Context.Observers.Report(store.Leads ? progress : null, report);
        }
        return Snapshot();
    }

    /// <summary>What the generator learnt so far, as a copy that lives on when the trainer is disposed.</summary>
    /// <exception cref="InvalidOperationException">The game has no generator.</exception>
    public TrainedGan Snapshot()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        return TrainedGan.Of(Context.AveragedGenerator, Settings.Plan, Settings.DataSet, Step, session.Device);
    }

    /// <summary>The discriminator, a copy that lives on: to start another training from, or to read features.</summary>
    /// <exception cref="InvalidOperationException">The game has no discriminator.</exception>
    public TrainedDiscriminator SnapshotDiscriminator()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        return TrainedDiscriminator.Of(Context.Discriminator, Settings.Plan, Settings.DataSet, Step, session.Device);
    }

    private bool Ends(CancellationToken cancellation) =>
        Step >= Settings.Training.Steps || stopping.Requested || cancellation.IsCancellationRequested;

    private StepReport? Advance(StepReporter reporter)
    {
        try
        {
            var report = reporter.Run(Step + 1);
            stopping.Observe(report, Context.Observers);
            var isLast = Step == Settings.Training.Steps || stopping.Requested;
            callbacks.Step(Context, report, isLast);
            store.AfterStep(report, isLast);
            return report;
        }
        catch (Exception failure) when (TrainingMemoryException.From(failure, Settings.Training) is not null)
        {
            throw session.Shortage(failure);
        }
        catch (NonFiniteException fault) when (store.MayRollBack())
        {
            Context.Step = store.RollBack(fault);
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (disposed)
        {
            return;
        }
        disposed = true;
        store.Dispose();
        session.Dispose();
        GameFactory.Dispose(session.Game);
        ownedData?.Dispose();
    }
}
