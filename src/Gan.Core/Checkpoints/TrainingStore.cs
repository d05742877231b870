using Microsoft.Extensions.Logging;

namespace Gan;

/// <summary>What a training stores, and what it shares with other processes: the first of them has the checkpoints, and
/// all begin with its state.</summary>
internal sealed class TrainingStore : IDisposable
{
    private readonly NumberGuard guard;
    private readonly Processes? processes;
    private readonly CheckpointSession? checkpoints;
    private readonly SharedState? shared;

    /// <exception cref="CheckpointException">The folder cannot be used.</exception>
    internal TrainingStore(
        BuilderChoices choices,
        GameSetup setup,
        GameSession session,
        StopWatcher stopping,
        ILogger log
    )
    {
        guard = choices.Guard;
        processes = session.Processes;
        if (choices.Checkpoints is { } options && Leads)
        {
            checkpoints = CheckpointSession.Open(options, setup, session, stopping, log);
        }
        if (processes is not null)
        {
            shared = new SharedState(processes, session, stopping, checkpoints);
        }
    }

    /// <summary>Whether this process is the only one, or the one that writes and speaks.</summary>
    internal bool Leads => processes is not { Leads: false };

    /// <summary>Puts the training where it was.</summary>
    /// <returns>The steps done; 0 at a fresh start.</returns>
    internal long Resume()
    {
        var step = checkpoints?.Resume(guard) ?? 0;
        return shared?.Share(guard) ?? step;
    }

    /// <summary>Whether another step follows. Signals do not reach all processes between the same two steps.</summary>
    /// <param name="ends">Whether this process would end.</param>
    internal bool GoesOn(bool ends) => !(processes?.Any(ends, "whether the training ends") ?? ends);

    /// <summary>Compares the weights of all processes and stores the training, where that is due.</summary>
    internal void AfterStep(StepReport report, bool isLast)
    {
        shared?.Check(report.Step);
        checkpoints?.AfterStep(report, isLast);
    }

    /// <summary>Stores the training when it ends, unless that has just happened.</summary>
    internal void WriteLast(long step) => checkpoints?.WriteLast(step);

    /// <summary>Whether the policy lets the training return to a checkpoint once more.</summary>
    internal bool MayRollBack()
    {
        var mine = checkpoints?.MayRollBack(guard) == true;
        return processes?.Any(mine, "whether the training goes back") ?? mine;
    }

    /// <summary>Puts the training back to its newest checkpoint, with lower rates.</summary>
    /// <returns>The steps done there.</returns>
    internal long RollBack(NonFiniteException fault)
    {
        var step = checkpoints?.RollBack(guard, fault) ?? 0;
        return shared?.Share(guard) ?? step;
    }

    public void Dispose() => checkpoints?.Dispose();
}
