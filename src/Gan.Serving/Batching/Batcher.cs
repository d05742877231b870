using System.Diagnostics;
using System.Threading.Channels;
using Gan.Runtime;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gan.Serving.Batching;

/// <summary>
/// Requests wait in a bounded queue, and one worker makes those together that wait together. Latents of a seed do not
/// depend on who else asks, so that samples do not either.
/// </summary>
internal sealed class Batcher : IHostedService
{
    private readonly ISampler sampler;
    private readonly ServingOptions options;
    private readonly ServingMeter meter;
    private readonly ILogger<Batcher> log;
    private readonly Channel<WaitingOrder> queue;
    private Task<bool>? more; // one question at a time whether another waits
    private Task work = Task.CompletedTask;

    public Batcher(ISampler sampler, ServedGan gan, ServingMeter meter, ILogger<Batcher> log)
    {
        this.sampler = sampler;
        this.meter = meter;
        this.log = log;
        options = gan.Options;
        queue = Channel.CreateBounded<WaitingOrder>(
            new BoundedChannelOptions(options.Queue) { SingleReader = true, AllowSynchronousContinuations = false }
        );
        meter.Observe(() => queue.Reader.Count);
    }

    /// <summary>Waits for the samples of an order.</summary>
    /// <param name="order">What to make.</param>
    /// <param name="token">Whoever asked has gone: it is not made where it still waits.</param>
    /// <exception cref="Refusal">The queue is full, or the server is stopping.</exception>
    public Task<ShippedSamples> Make(SampleOrder order, CancellationToken token)
    {
        var waiting = new WaitingOrder(order, token);
        if (queue.Writer.TryWrite(waiting))
        {
            return waiting.Samples.Task.WaitAsync(token);
        }
        throw IsStopping ? new Refusal(503, "The server is stopping.") : Full();
    }

    /// <summary>Told before a body is read that would wait in vain.</summary>
    /// <exception cref="Refusal">The queue is full.</exception>
    public void RequireRoom()
    {
        if (queue.Reader.Count >= options.Queue)
        {
            throw Full();
        }
    }

    private Refusal Full() => new(429, $"{options.Queue} requests wait already. Come again in a second.");

    private bool IsStopping { get; set; }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        work = Task.Run(Work, CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>Takes no more, and makes what waits.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        IsStopping = true;
        queue.Writer.TryComplete();
        return work.WaitAsync(cancellationToken);
    }

    private async Task Work()
    {
        WaitingOrder? left = null;
        while (left is not null || await More())
        {
            var batch = new List<WaitingOrder>();
            left = await Fill(batch, left);
            batch.RemoveAll(waiting => waiting.HasGone);
            if (batch.Count > 0)
            {
                Make(batch);
            }
        }
    }

    // Returns the one that did not fit, which begins the next batch.
    private async Task<WaitingOrder?> Fill(List<WaitingOrder> batch, WaitingOrder? left)
    {
        var clock = Stopwatch.StartNew();
        var rows = 0;
        var next = left ?? Read();
        while (next is not null)
        {
            if (batch.Count > 0 && (rows + next.Order.Count > options.MaxBatch || !batch[0].Order.Joins(next.Order)))
            {
                return next;
            }
            if (!next.HasGone)
            {
                batch.Add(next);
                rows += next.Order.Count;
            }
            if (rows >= options.MaxBatch)
            {
                return null;
            }
            next = Read();
            if (next is null && batch.Count > 0 && await MoreWithin(options.MaxDelay - clock.Elapsed))
            {
                next = Read();
            }
        }
        return null;
    }

    private WaitingOrder? Read() => queue.Reader.TryRead(out var next) ? next : null;

    private async Task<bool> More()
    {
        more ??= queue.Reader.WaitToReadAsync().AsTask();
        var found = await more;
        more = null;
        return found;
    }

    private async Task<bool> MoreWithin(TimeSpan time)
    {
        more ??= queue.Reader.WaitToReadAsync().AsTask();
        if (!more.IsCompleted && time > TimeSpan.Zero)
        {
            await Task.WhenAny(more, Task.Delay(time));
        }
        return more.IsCompleted && await More();
    }

    private void Make(List<WaitingOrder> batch)
    {
        try
        {
            var all = sampler.Make(SampleOrder.Join([.. batch.Select(waiting => waiting.Order)]));
            meter.Made(all.Count);
            var first = 0;
            foreach (var waiting in batch)
            {
                waiting.Samples.TrySetResult(all.Part(first, waiting.Order.Count));
                first += waiting.Order.Count;
            }
        }
        catch (Exception e)
        {
            Log.NotMade(log, e, batch.Count);
            foreach (var waiting in batch)
            {
                waiting.Samples.TrySetException(
                    new Refusal(500, "The samples could not be made; the server's log says why.")
                );
            }
        }
    }

    private sealed class WaitingOrder(SampleOrder order, CancellationToken token)
    {
        public SampleOrder Order => order;

        public bool HasGone => token.IsCancellationRequested;

        public TaskCompletionSource<ShippedSamples> Samples { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
