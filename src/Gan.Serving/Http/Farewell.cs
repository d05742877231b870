using System.Diagnostics;
using Microsoft.Extensions.Hosting;

namespace Gan.Serving.Http;

/// <summary>
/// Before the server closes its connections it says on them for a moment that it stops. A client whose next request met
/// a closed connection could not know whether it was taken.
/// </summary>
internal sealed class Farewell(Door door) : IHostedLifecycleService
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>Until no request has come for a moment.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        while (door.SinceLast < Quiet && clock.Elapsed < Longest)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), CancellationToken.None);
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
