using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>
/// Carries out a <see cref="NumberGuard"/> around the updates. In the usual case it costs one read of each gradient,
/// and of all weights after steps that could break them; the processor waits for the device once an update. What came
/// first is looked for only when something is wrong.
/// </summary>
internal sealed class FiniteGuard(NumberGuard options, IReadOnlyList<Player> players, ILogger log) : IDisposable
{
    // what a callback or another thread does to weights that no step can break is found within as many steps
    private const long WeightCheckInterval = 64;

    private readonly List<Tensor> buffers =
        options.Policy == NumberPolicy.Skip ? [.. players.SelectMany(p => p.Network.buffers())] : [];
    private readonly List<Tensor> copies = [];
    private readonly Dictionary<string, int> skipsInARow = [];
    private MemoryCopies? memories;
    private bool mayBreak;
    private TurnValues? latest; // of the latest update whose weights were not looked at

    /// <summary>The guard of a dry turn, in which nothing is learnt.</summary>
    internal static FiniteGuard None() => new(new NumberGuard(), [], NullLogger.Instance);

    /// <summary>Keeps what an update changes besides weights, if it may be left out. What earlier updates of the same
    /// step changed stays: an update is left out, and not the step.</summary>
    internal void BeginUpdate()
    {
        if (options.Policy != NumberPolicy.Skip)
        {
            return;
        }
        Dispose();
        using var _ = no_grad();
        copies.AddRange(buffers.Select(b => b.clone().DetachFromDisposeScope()));
        memories = new MemoryCopies(players);
    }

    /// <summary>Looks at a part's loss, and after the last part at the gradients.</summary>
    /// <returns>What is not finite first; null when all is.</returns>
    internal NonFiniteException? FindFault(
        Player player,
        long step,
        Tensor loss,
        Part part,
        IReadOnlyList<(NumberPlace Place, Tensor Tensor)> watched,
        bool last
    )
    {
        var (value, finite) = last ? Finite.Read(loss, player.Updates.Gradients) : (loss.ToDouble(), true);
        if (!double.IsFinite(value))
        {
            return Diagnose(player, step, value, part, watched);
        }
        return finite
            ? null
            : new(step, player.Name, NumberPlace.Gradient, player.Updates.FirstWithoutFiniteGradient(), value);
    }

    /// <summary>The optimiser's step.</summary>
    /// <exception cref="NonFiniteException">It is larger than the weights' type can hold.</exception>
    internal void Step(Player player, long step, TurnValues values)
    {
        try
        {
            player.Updates.Step();
        }
        catch (OverflowException)
        {
            throw new NonFiniteException(
                step,
                player.Name,
                NumberPlace.Weight,
                player.Updates.FirstName,
                values.LastLoss()
            );
        }
    }

    /// <summary>After an update that was done. Weights are looked at before a moving average takes them up.</summary>
    internal void EndUpdate(Player player, long step, TurnValues values)
    {
        skipsInARow[player.Name] = 0;
        mayBreak |= player.Updates.MayBreakWeights(step);
        latest = values;
        if (player.Average is not null)
        {
            EndTurn(step);
        }
    }

    /// <summary>Looks at the weights that were not looked at, where that is due.</summary>
    /// <exception cref="NonFiniteException">One of them is not finite.</exception>
    internal void EndTurn(long step)
    {
        if (latest is not { } values)
        {
            return;
        }
        latest = null;
        // To a checkpoint with broken weights there is no going back.
        var due = mayBreak || step == 1 || step % WeightCheckInterval == 0 || options.Policy == NumberPolicy.RollBack;
        mayBreak = false;
        if (
            due
            && !Finite.Sum(players.SelectMany(p => p.Parameters))
            && FindBrokenWeight(step, values.LastLoss()) is { } fault
        )
        {
            throw fault;
        }
    }

    /// <summary>Leaves an update out, with all that it changed, if the policy says so and it has not happened too
    /// often; else throws.</summary>
    internal void Skip(NonFiniteException fault)
    {
        var skips = skipsInARow.GetValueOrDefault(fault.Player) + 1;
        skipsInARow[fault.Player] = skips;
        if (options.Policy != NumberPolicy.Skip || skips > options.MaxSkips || fault.Place == NumberPlace.Weight)
        {
            throw fault;
        }
        Log.Skipped(log, fault.Message);
        using var _ = no_grad();
        for (var i = 0; i < buffers.Count; i++)
        {
            buffers[i].copy_(copies[i]);
        }
        memories!.Restore();
    }

    private NonFiniteException Diagnose(
        Player player,
        long step,
        double loss,
        Part part,
        IReadOnlyList<(NumberPlace Place, Tensor Tensor)> watched
    )
    {
        if (!Finite.All(part.Real) || (part.Input is { } input && !Finite.All(input)))
        {
            return new(step, player.Name, NumberPlace.Data, null, loss);
        }
        if (FindBrokenWeight(step, loss) is { } weight)
        {
            return weight;
        }
        foreach (var (place, tensor) in watched)
        {
            if (!Finite.All(tensor))
            {
                return new(step, player.Name, place, null, loss);
            }
        }
        return new(step, player.Name, NumberPlace.Loss, null, loss);
    }

    private NonFiniteException? FindBrokenWeight(long step, double loss)
    {
        foreach (var player in players)
        {
            foreach (var (name, parameter) in player.Network.named_parameters())
            {
                if (!Finite.All(parameter))
                {
                    return new(step, player.Name, NumberPlace.Weight, name, loss);
                }
            }
        }
        return null;
    }

    public void Dispose()
    {
        foreach (var tensor in copies)
        {
            tensor.Dispose();
        }
        copies.Clear();
        memories?.Dispose();
    }
}
