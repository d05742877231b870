using Microsoft.Extensions.Logging;

namespace Gan;

/// <summary>Calls those who look on, so that one who fails does not end the training unless that was asked
/// for.</summary>
internal sealed class ObserverGuard(ObserverPolicy policy, ILogger log)
{
    private readonly List<(object Observer, ObserverFailure Failure)> failures = [];
    private readonly HashSet<object> failing = new(ReferenceEqualityComparer.Instance);

    /// <summary>One entry an observer, in the order of their first failures.</summary>
    internal IReadOnlyList<ObserverFailure> Failures => [.. failures.Select(entry => entry.Failure)];

    /// <summary>A cancellation is no failure: it ends the training. A time-out of something that a callback waits for,
    /// which .NET tells as a cancellation, is one.</summary>
    internal void Call(object observer, string name, long step, Action action)
    {
        try
        {
            action();
        }
        catch (Exception failure) when (policy == ObserverPolicy.Log && !IsCancellation(failure))
        {
            Remember(observer, name, step, TorchErrors.WithoutTrace(failure));
            return;
        }
        if (failing.Remove(observer))
        {
            Log.ObserverWorks(log, name, step);
        }
    }

    internal void Report(IProgress<StepReport>? progress, StepReport report)
    {
        if (progress is not null)
        {
            Call(progress, progress.GetType().Name, report.Step, () => progress.Report(report));
        }
    }

    // HttpClient and others put the time-out inside.
    private static bool IsCancellation(Exception failure) =>
        failure is OperationCanceledException { InnerException: not TimeoutException };

    // The first of a row is logged: a full disk would else be said at each of a million steps.
    private void Remember(object observer, string name, long step, Exception failure)
    {
        if (failing.Add(observer))
        {
            Log.ObserverFailed(log, name, step, failure.Message);
        }
        var at = failures.FindIndex(entry => ReferenceEquals(entry.Observer, observer));
        if (at < 0)
        {
            failures.Add((observer, new(name, step, 1, failure)));
            return;
        }
        var known = failures[at].Failure;
        failures[at] = (observer, known with { Count = known.Count + 1 });
    }
}
