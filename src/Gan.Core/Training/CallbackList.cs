using System.Runtime.ExceptionServices;

namespace Gan;

/// <summary>Runs callbacks so that each one that was started is ended, and no exception hides another.</summary>
internal sealed class CallbackList(IReadOnlyList<Scheduled<ITrainingCallback>> callbacks)
{
    private readonly List<ITrainingCallback> started = [];
    private Exception? failure;

    internal void Start(TrainingContext context) =>
        Guard(() =>
        {
            failure = context.Failure = null;
            context.EndReason = null;
            foreach (var (callback, _) in callbacks)
            {
                callback.OnStart(context);
                started.Add(callback); // behind it: what failed at its start has nothing to end
            }
        });

    internal void Step(TrainingContext context, StepReport report, bool isLast)
    {
        foreach (var (callback, every) in callbacks)
        {
            if (isLast || report.Step % every == 0 || (report.Metrics.Count > 0 && callback.SeesAllMeasurements))
            {
                context.Observers.Call(callback, Name(callback), report.Step, () => callback.OnStep(context, report));
            }
        }
    }

    /// <summary>Remembers what ended the training, without libtorch's stack trace in its message, so that a callback
    /// that fails in its OnEnd adds to it instead of taking its place.</summary>
    internal T Guard<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e)
        {
            failure = TorchErrors.WithoutTrace(e);
            if (ReferenceEquals(failure, e))
            {
                throw;
            }
            throw failure;
        }
    }

    /// <inheritdoc cref="Guard{T}"/>
    internal void Guard(Action action) =>
        Guard(() =>
        {
            action();
            return true;
        });

    /// <summary>Disposing the result calls OnEnd of everything that was started.</summary>
    internal IDisposable Ending(TrainingContext context) => new End(this, context);

    private void Finish(TrainingContext context)
    {
        context.Failure = failure;
        var errors = new List<Exception>();
        foreach (var callback in started)
        {
            try
            {
                context.Observers.Call(callback, Name(callback), context.Step, () => callback.OnEnd(context));
            }
            catch (Exception e)
            {
                errors.Add(e);
            }
        }
        started.Clear();
        errors.RemoveAll(Repeats);
        if (errors.Count == 0)
        {
            return;
        }
        if (failure is null && errors.Count == 1)
        {
            ExceptionDispatchInfo.Throw(errors[0]);
        }
        throw new AggregateException(
            failure is null
                ? "Several callbacks failed in OnEnd."
                : "Training failed, and then callbacks failed in OnEnd.",
            failure is null ? errors : [failure, .. errors]
        );
    }

    private static string Name(ITrainingCallback callback) => callback.GetType().Name;

    // One that could not write its file in a step cannot at the end: said once.
    private bool Repeats(Exception error) =>
        failure is not null && error.GetType() == failure.GetType() && error.Message == failure.Message;

    private sealed class End(CallbackList list, TrainingContext context) : IDisposable
    {
        public void Dispose() => list.Finish(context);
    }
}
