using System.Diagnostics;

namespace Gan.Distributed;

/// <summary>Messages that are under way together: all are begun, then all are waited for. So a process that is missed
/// has not begun, and one that waits itself is not taken for it.</summary>
/// <param name="communicator">MPI's.</param>
/// <param name="tag">Tells these messages from others.</param>
/// <param name="what">What is sent, for messages of errors.</param>
/// <param name="timeout">How long to wait.</param>
internal sealed class Transfer<T>(MPI.Communicator communicator, int tag, string what, TimeSpan timeout)
    where T : struct
{
    private const int Spins = 2000; // some tens of µs, in which short messages come; then others may have the processor

    private readonly List<(int Peer, MPI.Request Request)> sent = [];
    private readonly List<(int Peer, MPI.Request Request)> awaited = [];
    private readonly T[]?[] received = new T[communicator.Size][];

    /// <summary>Begins to send. The values must stay as they are until the transfer is complete.</summary>
    internal void Send(int peer, T[] values) => sent.Add((peer, communicator.ImmediateSend(values, peer, tag)));

    /// <summary>Begins to receive so many values.</summary>
    internal void Receive(int peer, T[] values)
    {
        received[peer] = values;
        awaited.Add((peer, communicator.ImmediateReceive(peer, tag, values)));
    }

    /// <summary>Waits for all.</summary>
    /// <returns>What came, by rank; null where nothing was to come.</returns>
    /// <exception cref="ProcessException">Something did not come in time.</exception>
    internal T[]?[] Complete()
    {
        var begun = Stopwatch.GetTimestamp();
        // both are asked each time, for MPI does its work while it is asked
        for (var turns = 0; !AreDone(awaited) | !AreDone(sent); turns++)
        {
            if (turns < Spins)
            {
                continue;
            }
            if (Stopwatch.GetElapsedTime(begun) > timeout)
            {
                throw Missing();
            }
            Thread.Yield();
        }
        return received;
    }

    private static bool AreDone(List<(int Peer, MPI.Request Request)> pending)
    {
        pending.RemoveAll(one => one.Request.Test() is not null);
        return pending.Count == 0;
    }

    private ProcessException Missing()
    {
        var pending = awaited.Count > 0 ? awaited : sent;
        var missing = pending.Select(one => one.Peer).Order();
        return new(
            $"Process {communicator.Rank} of {communicator.Size} waited {timeout.TotalSeconds:0.#} s for {what} of "
                + $"process {InvariantText.Join(" and ", missing)}, which did not come. Look whether it still runs and what it "
                + "does. If it may take so long, raise MpiOptions.Timeout."
        );
    }
}
