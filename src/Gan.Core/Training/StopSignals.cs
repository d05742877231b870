using System.Runtime.InteropServices;

namespace Gan;

/// <summary>
/// Makes the signals that ask a process to end into the end of a training: after the first one of SIGINT (Ctrl-C),
/// SIGTERM (docker stop, systemd, batch schedulers) and SIGHUP (a closed terminal) the training ends with its running
/// step, writes its checkpoint, and what was learnt is saved. A second one ends the process at once.
/// </summary>
/// <example><code>
/// using var signals = new StopSignals();
/// using var gan = builder.Train(cancellation: signals.Token);
/// </code></example>
/// <remarks>Signals that the process was started to ignore, as nohup does with SIGHUP, stay ignored. Who ends processes
/// waits only for a while, docker ten seconds unless told otherwise: a step, its checkpoint and the last files have to
/// fit.</remarks>
public sealed class StopSignals : IDisposable
{
    private readonly Lock door = new();
    private readonly CancellationTokenSource source = new();
    private readonly Action<PosixSignal>? received;
    private readonly List<PosixSignalRegistration> registrations = [];
    private bool disposed;

    /// <summary>Listens until disposed.</summary>
    /// <param name="received">Called once, with the first signal, on a thread of its own: to tell the user. A message
    /// that cannot be written, as to a terminal that is gone, is no error.</param>
    public StopSignals(Action<PosixSignal>? received = null)
    {
        this.received = received;
        Token = source.Token;
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP })
        {
            registrations.Add(PosixSignalRegistration.Create(signal, Stop));
        }
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token { get; }

    /// <summary>The first signal; null before it.</summary>
    public PosixSignal? Signal { get; private set; }

    /// <summary>Signals do again what they did before.</summary>
    public void Dispose()
    {
        lock (door)
        {
            disposed = true;
        }
        registrations.ForEach(registration => registration.Dispose());
        source.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        lock (door)
        {
            if (disposed || Signal is not null)
            {
                return; // and the system does what it does
            }
            context.Cancel = true;
            Signal = context.Signal;
            source.Cancel();
        }
        try
        {
            received?.Invoke(context.Signal);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // the terminal whose end this is
        }
    }
}
