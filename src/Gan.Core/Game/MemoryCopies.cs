using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>What players remembered at a moment, to go back to it.</summary>
internal sealed class MemoryCopies : IDisposable
{
    private readonly IReadOnlyList<Player> players;
    private readonly List<(PenaltyMemory Memory, string Name, Tensor Value)> copies = [];

    internal MemoryCopies(IReadOnlyList<Player> players)
    {
        this.players = players;
        using var _ = no_grad();
        foreach (var memory in Memories)
        {
            foreach (var (name, value) in memory.Values)
            {
                copies.Add((memory, name, value.clone().DetachFromDisposeScope()));
            }
        }
    }

    private IEnumerable<PenaltyMemory> Memories => players.SelectMany(p => p.State.Values);

    /// <summary>Lets the players forget all, until it is restored.</summary>
    internal void Empty()
    {
        foreach (var memory in Memories)
        {
            memory.Dispose(); // empties it
        }
    }

    /// <summary>Forgets what came since.</summary>
    internal void Restore()
    {
        Empty();
        foreach (var (memory, name, value) in copies)
        {
            memory.Remember(name, value);
        }
    }

    public void Dispose()
    {
        foreach (var (_, _, value) in copies)
        {
            value.Dispose();
        }
        copies.Clear();
    }
}
