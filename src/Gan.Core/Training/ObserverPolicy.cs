namespace Gan;

/// <summary>What becomes of a training when a callback, a metric, a stopping rule or the progress fails between its
/// steps (docs/decisions/0024).</summary>
public enum ObserverPolicy
{
    /// <summary>It goes on. The failure is a warning in the log and one of
    /// <see cref="TrainingContext.ObserverFailures"/>; the observer is called again when it is due.</summary>
    Log,

    /// <summary>It ends with that exception. What was learnt is still to be had from
    /// <see cref="GanTrainer.Snapshot"/>.</summary>
    Throw,
}
