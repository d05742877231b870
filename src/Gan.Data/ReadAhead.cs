using System.Runtime.ExceptionServices;
using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>Threads that read the batches after the last one taken, and hold at most so many of them.</summary>
/// <param name="load">Reads the batch at a position, from any thread, as a function of the position.</param>
/// <param name="workers">Threads, at least 1.</param>
/// <param name="capacity">Batches being read or waiting to be taken, at least 1.</param>
internal sealed class ReadAhead(Func<long, Batch> load, int workers, int capacity) : IDisposable
{
    private readonly Lock taker = new();
    private readonly object gate = new();
    private readonly Dictionary<long, Outcome> ready = [];
    private List<Thread>? threads;

    // Positions from wanted to next - 1 are being read or ready.
    private long wanted = -1;
    private long next;
    private int run; // a jump begins another run; what an earlier one still brings is thrown away
    private bool idle = true;
    private bool closing;

    /// <summary>The batch at a position, as soon as it is there; the caller owns it.</summary>
    public Batch Take(long position, CancellationToken cancellation)
    {
        // One taker at a time: two would send the workers back and forth for ever.
        lock (taker)
        {
            Start();
            using var wake = cancellation.UnsafeRegister(_ => Wake(), null);
            Outcome outcome;
            lock (gate)
            {
                if (idle || position != wanted)
                {
                    Jump(position);
                }

                while (!ready.Remove(position, out outcome))
                {
                    ObjectDisposedException.ThrowIf(closing, typeof(BatchStream));
                    cancellation.ThrowIfCancellationRequested();
                    Monitor.Wait(gate);
                }

                idle = outcome.Error is not null; // the next taker begins anew and tries again
                wanted = position + 1;
                Monitor.PulseAll(gate);
            }

            outcome.Error?.Throw();
            return outcome.Batch!;
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            closing = true;
            Monitor.PulseAll(gate);
        }

        foreach (var thread in threads ?? [])
        {
            thread.Join();
        }

        lock (gate)
        {
            Discard();
        }
    }

    private void Wake()
    {
        lock (gate)
        {
            Monitor.PulseAll(gate);
        }
    }

    private void Jump(long position)
    {
        Discard();
        run++;
        wanted = position;
        next = position;
        idle = false;
        Monitor.PulseAll(gate);
    }

    private void Discard()
    {
        foreach (var outcome in ready.Values)
        {
            outcome.Batch?.Dispose();
        }

        ready.Clear();
    }

    private void Start()
    {
        lock (gate)
        {
            if (threads is not null || closing)
            {
                return;
            }

            using var started = new CountdownEvent(workers);
            threads = [];
            for (var i = 1; i <= workers; i++)
            {
                var thread = new Thread(Work) { IsBackground = true, Name = $"Gan.Data reader {i}" };
                threads.Add(thread);
                thread.Start(started);
            }

            started.Wait(CancellationToken.None);
        }

        // libtorch hands the last number set by any thread to threads that come later: leave it at the caller's.
        set_num_threads(get_num_threads());
    }

    private void Work(object? started)
    {
        using var one = OneThread.Use();
        ((CountdownEvent)started!).Signal();
        while (Next() is (long position, int run))
        {
            Outcome outcome;
            try
            {
                outcome = new Outcome(load(position), null);
            }
            catch (Exception e)
            {
                outcome = new Outcome(null, ExceptionDispatchInfo.Capture(e));
            }

            Hand(position, run, outcome);
        }
    }

    private (long Position, int Run)? Next()
    {
        lock (gate)
        {
            while (!closing && (idle || next >= wanted + capacity))
            {
                Monitor.Wait(gate);
            }

            if (closing)
            {
                return null;
            }

            next++;
            return (next - 1, run);
        }
    }

    private void Hand(long position, int run, Outcome outcome)
    {
        lock (gate)
        {
            if (run == this.run && !closing)
            {
                ready[position] = outcome;
                Monitor.PulseAll(gate);
                return;
            }
        }

        outcome.Batch?.Dispose();
    }

    private readonly record struct Outcome(Batch? Batch, ExceptionDispatchInfo? Error);
}
