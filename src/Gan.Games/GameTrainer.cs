namespace Gan.Games;

/// <summary>Trains a game whose result is of a kind of its own. Not for use from several threads at once.</summary>
/// <typeparam name="TResult">What the training hands out.</typeparam>
public sealed class GameTrainer<TResult> : IDisposable
{
    private readonly Func<long, TResult> snapshot;

    internal GameTrainer(GanTrainer trainer, Func<long, TResult> snapshot)
    {
        Trainer = trainer;
        this.snapshot = snapshot;
    }

    /// <summary>The trainer of all games: settings, context, steps done.</summary>
    public GanTrainer Trainer { get; }

    /// <summary>The networks and what else an onlooker may see.</summary>
    public TrainingContext Context => Trainer.Context;

    /// <summary>Steps done.</summary>
    public long Step => Trainer.Step;

    /// <summary>The loop in the caller's hands: each item is a finished step; see
    /// <see cref="GanTrainer.Steps"/>.</summary>
    public IEnumerable<StepReport> Steps(CancellationToken cancellation = default) => Trainer.Steps(cancellation);

    /// <summary>Trains to the end, or to the end of the running step when cancelled.</summary>
    /// <param name="progress">Gets the report of every step.</param>
    /// <param name="cancellation">Ends the training after the running step; what was learnt is returned.</param>
    public TResult Train(IProgress<StepReport>? progress = null, CancellationToken cancellation = default)
    {
        foreach (var report in Steps(cancellation))
        {
            progress?.Report(report);
        }
        return Snapshot();
    }

    /// <summary>What was learnt so far, as a copy that lives on when the trainer is disposed.</summary>
    public TResult Snapshot() => snapshot(Step);

    /// <inheritdoc/>
    public void Dispose() => Trainer.Dispose();
}
