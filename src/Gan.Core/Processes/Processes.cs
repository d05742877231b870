using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>What the trainer asks of a group of several processes.</summary>
internal sealed class Processes
{
    private readonly IProcessGroup group;
    private long waited;

    private Processes(IProcessGroup group) => this.group = group;

    /// <returns>Null for one process, which plays as if there were no group.</returns>
    internal static Processes? Of(IProcessGroup? group) => group is { Count: > 1 } ? new(group) : null;

    /// <summary>The group for a game, once it was seen that all play the same.</summary>
    /// <returns>Null for one process.</returns>
    /// <exception cref="GanConfigurationException">The game cannot be shared by so many.</exception>
    /// <exception cref="ProcessException">A process was built with other settings.</exception>
    internal static Processes? Join(IProcessGroup? group, IGame game, GameSetup setup)
    {
        var processes = Of(group);
        if (processes is not null)
        {
            GanConfigurationException.ThrowIfAny(ProcessRules.Check(game, setup, processes.Count));
            processes.CheckSettings(setup.Settings);
        }
        return processes;
    }

    internal int Rank => group.Rank;

    internal int Count => group.Count;

    /// <summary>Whether this process writes, logs and measures.</summary>
    internal bool Leads => Rank == 0;

    internal long BytesSent => group.BytesSent;

    /// <summary>Time spent in calls of the group so far.</summary>
    internal TimeSpan Waited => Stopwatch.GetElapsedTime(0, waited);

    /// <summary>Whether it holds in one of the processes.</summary>
    internal bool Any(bool mine, string what) => Gather([mine ? (byte)1 : (byte)0], what).Any(one => one[0] != 0);

    internal byte[] Broadcast(byte[] values, string what) => Timed(() => group.Broadcast(values, what));

    internal IReadOnlyList<byte[]> Gather(byte[] values, string what) => Timed(() => group.Gather(values, what));

    /// <summary>Puts the sums over all processes into the gradients of a player, all in one piece.</summary>
    internal void SumGradients(Player player)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var gradients = player.Updates.Gradients.ToList();
        if (gradients.Count == 0)
        {
            return;
        }
        using var flat = cat([.. gradients.Select(g => g.reshape(-1).to(ScalarType.Float32).cpu())]);
        Sum(flat, $"the gradients of the {player.Name}");
        long at = 0;
        foreach (var gradient in gradients)
        {
            gradient.copy_(flat.narrow(0, at, gradient.numel()).view(gradient.shape));
            at += gradient.numel();
        }
    }

    /// <summary>Sums over all processes, in the place of the values.</summary>
    /// <param name="values">Float32 on the CPU, in one piece of memory.</param>
    /// <param name="what">What they are, for messages.</param>
    internal void Sum(Tensor values, string what) =>
        Timed(() =>
        {
            group.Sum(MemoryMarshal.Cast<byte, float>(values.bytes), what);
            return true;
        });

    /// <summary>Whether one of the processes met a number that is not finite: then each has the fault of the first that
    /// did.</summary>
    internal NonFiniteException? Agree(NonFiniteException? mine, long step, string player)
    {
        var places = Gather([mine is null ? byte.MaxValue : (byte)mine.Place], "numbers that are not finite");
        for (var rank = 0; rank < places.Count; rank++)
        {
            if (places[rank][0] != byte.MaxValue)
            {
                return rank == Rank
                    ? mine
                    : new(step, player, (NumberPlace)places[rank][0], $"in process {rank}", double.NaN);
            }
        }
        return null;
    }

    private void CheckSettings(GanSettings settings)
    {
        var mine = settings.Describe().Where(s => s.Key != "device").Select(s => $"{s.Key}: {s.Value}").ToList();
        var all = Gather(Encoding.UTF8.GetBytes(string.Join('\n', mine)), "settings");
        for (var rank = 1; rank < all.Count; rank++)
        {
            if (!all[rank].AsSpan().SequenceEqual(all[0]))
            {
                var first = Encoding.UTF8.GetString(all[0]).Split('\n');
                var other = Encoding.UTF8.GetString(all[rank]).Split('\n');
                throw new ProcessException(
                    $"Process {rank} was built with other settings: '{string.Join(", ", other.Except(first))}' instead "
                        + $"of '{string.Join(", ", first.Except(other))}'. Build the same training in every process."
                );
            }
        }
    }

    /// <exception cref="ProcessException">A process has other weights than the first.</exception>
    internal void CheckWeights(IReadOnlyList<Player> players, long step)
    {
        foreach (var player in players)
        {
            var all = Gather(HashOf(player), $"a hash of the {player.Name}'s weights");
            for (var rank = 1; rank < all.Count; rank++)
            {
                if (!all[rank].AsSpan().SequenceEqual(all[0]))
                {
                    throw new ProcessException(
                        $"The {player.Name} of process {rank} has other weights than that of process 0 after step "
                            + $"{step}. Changes by a callback must be made in every process, or in none. Go on from "
                            + "the last checkpoint."
                    );
                }
            }
        }
    }

    private static byte[] HashOf(Player player)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var _ = no_grad();
        foreach (var parameter in player.Parameters)
        {
            using var dense = parameter.detach().cpu().contiguous();
            hash.AppendData(dense.bytes);
        }
        return hash.GetHashAndReset();
    }

    private T Timed<T>(Func<T> call)
    {
        var before = Stopwatch.GetTimestamp();
        try
        {
            return call();
        }
        finally
        {
            waited += Stopwatch.GetTimestamp() - before;
        }
    }
}
