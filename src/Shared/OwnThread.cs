namespace Gan;

/// <summary>Trainings that the caller awaits.</summary>
internal static class OwnThread
{
    /// <summary>Runs on a thread of its own, because scopes and gradient mode belong to a thread.</summary>
    internal static Task<TResult> Run<TResult>(Func<TResult> train) =>
        Task.Factory.StartNew(train, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
