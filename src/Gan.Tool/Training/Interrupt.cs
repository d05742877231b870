using System.Runtime.InteropServices;

namespace Gan.Tool.Training;

/// <summary>Ctrl-C, SIGTERM and SIGHUP end the training after the running step, and a second one leaves at
/// once.</summary>
internal static class Interrupt
{
    /// <summary>Listens until disposed.</summary>
    public static StopSignals Listen(TextWriter errors) => new(signal => Say(errors, signal));

    private static void Say(TextWriter errors, PosixSignal signal)
    {
        var again = signal == PosixSignal.SIGINT ? "Ctrl-C again" : $"another {signal}";
        errors.WriteLine($"Stopping after this step; {again} leaves at once."); // what was learnt is saved
    }
}
