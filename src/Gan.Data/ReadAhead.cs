using System.Runtime.ExceptionServices;
using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>Threads that read the batches after the last one taken, and hold at most so many of them.</summary>
/// <param name="load">Reads the batch at a position, from any thread, as a function of the position.</param>
/// <param name="workers">Threads, at least 1.</param>
/// <param name="capacity">Batches being read or waiting to be taken, at least 1.</param>
internal sealed class ReadAhead(Func<long, Batch> load, int workers, int capacity) : IDisposable
{
    private readonly Lock _taking = new();
    private readonly object _gate = new();
    private readonly Dictionary<long, Outcome> _ready = [];
    private List<Thread>? _threads;

    // Positions from _wanted to _next - 1 are being read or ready.
    private long _wanted = -1;
    private long _next;
    private int _run; // a jump begins another run; what an earlier one still brings is thrown away
    private bool _idle = true;
    private bool _closing;

    /// <summary>The batch at a position, as soon as it is there; the caller owns it.</summary>
    public Batch Take(long position, CancellationToken cancellation)
    {
        // One taker at a time: two would send the workers back and forth for ever.
        lock (_taking)
        {
            Start();
            using CancellationTokenRegistration wake = cancellation.UnsafeRegister(_ => Wake(), null);
            Outcome outcome;
            lock (_gate)
            {
                if (_idle || position != _wanted)
                {
                    Jump(position);
                }

                while (!_ready.Remove(position, out outcome))
                {
                    ObjectDisposedException.ThrowIf(_closing, typeof(BatchStream));
                    cancellation.ThrowIfCancellationRequested();
                    Monitor.Wait(_gate);
                }

                _idle = outcome.Error is not null; // the next taker begins anew and tries again
                _wanted = position + 1;
                Monitor.PulseAll(_gate);
            }

            outcome.Error?.Throw();
            return outcome.Batch!;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _closing = true;
            Monitor.PulseAll(_gate);
        }

        foreach (Thread thread in _threads ?? [])
        {
            thread.Join();
        }

        lock (_gate)
        {
            Discard();
        }
    }

    private void Wake()
    {
        lock (_gate)
        {
            Monitor.PulseAll(_gate);
        }
    }

    private void Jump(long position)
    {
        Discard();
        _run++;
        _wanted = _next = position;
        _idle = false;
        Monitor.PulseAll(_gate);
    }

    private void Discard()
    {
        foreach (Outcome outcome in _ready.Values)
        {
            outcome.Batch?.Dispose();
        }

        _ready.Clear();
    }

    private void Start()
    {
        lock (_gate)
        {
            if (_threads is not null || _closing)
            {
                return;
            }

            using var started = new CountdownEvent(workers);
            _threads = [.. Enumerable.Range(1, workers).Select(i => new Thread(Work) { IsBackground = true, Name = $"Gan.Data reader {i}" })];
            _threads.ForEach(thread => thread.Start(started));
            started.Wait(CancellationToken.None);
        }

        // libtorch hands the last number set by any thread to threads that come later: leave it at the caller's.
        set_num_threads(get_num_threads());
    }

    private void Work(object? started)
    {
        using OneThread one = OneThread.Use();
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
        lock (_gate)
        {
            while (!_closing && (_idle || _next >= _wanted + capacity))
            {
                Monitor.Wait(_gate);
            }

            return _closing ? null : (_next++, _run);
        }
    }

    private void Hand(long position, int run, Outcome outcome)
    {
        lock (_gate)
        {
            if (run == _run && !_closing)
            {
                _ready[position] = outcome;
                Monitor.PulseAll(_gate);
                return;
            }
        }

        outcome.Batch?.Dispose();
    }

    private readonly record struct Outcome(Batch? Batch, ExceptionDispatchInfo? Error);
}
