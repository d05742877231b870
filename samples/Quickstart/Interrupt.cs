using System.Runtime.InteropServices;
using Gan;

/// <summary>Ctrl-C, SIGTERM and SIGHUP end the training after the running step, and a second one leaves at
/// once.</summary>
internal static class Interrupt
{
    public static StopSignals Listen() => new(Say);

    private static void Say(PosixSignal signal)
    {
        var again = signal == PosixSignal.SIGINT ? "Ctrl-C again" : $"another {signal}";
        Console.Error.WriteLine($"Stopping after this step; {again} leaves at once."); // what was learnt is saved
    }
}
