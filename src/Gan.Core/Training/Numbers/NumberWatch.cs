using Gan.Losses;
using Microsoft.Extensions.Logging;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>
/// Carries out a <see cref="NumberGuard"/> around the updates. In the usual case it costs one read of each gradient,
/// and of all weights after steps that could break them; the processor waits for the device once an update. What came
/// first is looked for only when something is wrong.
/// </summary>
internal sealed class NumberWatch(NumberGuard guard, GanModel model, ObjectiveTerms terms, ILogger log) : IDisposable
{
    private readonly List<Tensor> buffers =
        guard.Policy == NumberPolicy.Skip
            ? [.. model.Generator.named_buffers().Concat(model.Discriminator.named_buffers()).Select(b => b.buffer)]
            : [];
    private readonly List<Tensor> kept = [];
    private readonly List<(PenaltyMemory Memory, string Name, Tensor Value)> remembered = [];

    // what a callback or another thread does to weights that no step can break is found within as many steps
    private const long Glances = 64;
    private bool mayBreak;
    private readonly int[] skips = new int[2]; // in a row, of each network

    // What earlier updates of the same step changed stays: an update is left out, and not the step.
    private void Keep()
    {
        if (guard.Policy != NumberPolicy.Skip)
        {
            return;
        }
        Dispose();
        using var _ = no_grad();
        kept.AddRange(buffers.Select(b => b.clone().DetachFromDisposeScope()));
        remembered.AddRange(
            terms.Memories.SelectMany(m =>
                m.Memory.Values.Select(v => (m.Memory, v.Key, v.Value.clone().DetachFromDisposeScope()))
            )
        );
    }

    /// <summary>One update: the gradients of each part of its batch added up, and a step of the optimiser.</summary>
    /// <exception cref="NonFiniteException">A number is not finite, and the policy is not to go on.</exception>
    internal UpdateOutcome Update(
        NetworkRole role,
        NetworkOptimizer optimizer,
        long step,
        IReadOnlyList<BatchPart> parts,
        Func<BatchPart, PartObjective> objective
    )
    {
        optimizer.Begin();
        Keep();
        var made = new List<PartObjective>();
        for (var i = 0; i < parts.Count; i++)
        {
            // a part's graph goes before the next one is made
            using var scope = parts.Count > 1 ? NewDisposeScope() : null;
            var (loss, input) = objective(parts[i]);
            (parts.Count > 1 ? loss * parts[i].Weight : loss).backward();
            LayerKernels.ThrowIfFailed();
            var (value, finite) =
                i < parts.Count - 1 ? (loss.ToDouble(), true) : Finite.Read(loss, optimizer.Gradients);
            var fault =
                !double.IsFinite(value) ? Diagnose(role, value, step, input)
                : finite ? null
                : new(step, role, NumberPlace.Gradient, optimizer.FirstBad(), value);
            made.Add(scope is null ? new(loss, input) : Kept(loss, input));
            if (fault is not null)
            {
                return MicroBatches.Join(Skip(fault), [made[^1]], [1]);
            }
        }
        Step(role, optimizer, step, made[^1].Loss);
        skips[(int)role] = 0;
        mayBreak |= optimizer.MayBreakWeights(step);
        if (role == NetworkRole.Generator)
        {
            // To a checkpoint with broken weights there is no going back.
            var read = mayBreak || step == 1 || step % Glances == 0 || guard.Policy == NumberPolicy.RollBack;
            mayBreak = false;
            if (
                read
                && !Finite.Sum(model.Generator.parameters().Concat(model.Discriminator.parameters()))
                && Weight(step, made[^1].Loss.ToDouble()) is { } weight
            )
            {
                throw weight;
            }
        }
        return MicroBatches.Join(true, made, [.. parts.Select(p => p.Weight)]);
    }

    private static void Step(NetworkRole role, NetworkOptimizer optimizer, long step, Tensor loss)
    {
        try
        {
            optimizer.Step(step);
        }
        catch (OverflowException)
        {
            throw new NonFiniteException(step, role, NumberPlace.Weight, optimizer.First, loss.ToDouble());
        }
    }

    // Only what reports are made of outlives a part.
    private static PartObjective Kept(Tensor loss, TermInput input) =>
        new(
            loss.detach().MoveToOuterDisposeScope(),
            input with
            {
                RealScores = input.RealScores?.detach().MoveToOuterDisposeScope(),
                FakeScores = input.FakeScores.detach().MoveToOuterDisposeScope(),
            }
        );

    private bool Skip(NonFiniteException fault)
    {
        if (
            guard.Policy != NumberPolicy.Skip
            || ++skips[(int)fault.Network] > guard.MostSkips
            || fault.Place == NumberPlace.Weight
        )
        {
            throw fault;
        }
        Log.Skipped(log, fault.Message);
        using var _ = no_grad();
        foreach (var (buffer, value) in buffers.Zip(kept))
        {
            buffer.copy_(value);
        }
        foreach (var (_, memory) in terms.Memories)
        {
            memory.Dispose(); // empties it
        }
        foreach (var (memory, name, value) in remembered)
        {
            memory.Remember(name, value);
        }
        return false;
    }

    private NonFiniteException Diagnose(NetworkRole role, double loss, long step, TermInput input)
    {
        if (!Finite.All(input.Real))
        {
            return new(step, role, NumberPlace.Data, null, loss);
        }
        if (Weight(step, loss) is { } weight)
        {
            return weight;
        }
        var place =
            !Finite.All(input.Fake) ? NumberPlace.Samples
            : !Finite.All(input.FakeScores) || input.RealScores is { } real && !Finite.All(real) ? NumberPlace.Scores
            : NumberPlace.Loss;
        return new(step, role, place, null, loss);
    }

    private NonFiniteException? Weight(long step, double loss)
    {
        foreach (
            var (role, network) in new (NetworkRole, nn.Module)[]
            {
                (NetworkRole.Discriminator, model.Discriminator),
                (NetworkRole.Generator, model.Generator),
            }
        )
        {
            foreach (var (name, parameter) in network.named_parameters())
            {
                if (!Finite.All(parameter))
                {
                    return new(step, role, NumberPlace.Weight, name, loss);
                }
            }
        }
        return null;
    }

    public void Dispose()
    {
        foreach (var tensor in kept)
        {
            tensor.Dispose();
        }
        foreach (var (_, _, value) in remembered)
        {
            value.Dispose();
        }
        kept.Clear();
        remembered.Clear();
    }
}

/// <summary>Whether tensors hold nothing but numbers.</summary>
internal static class Finite
{
    /// <summary>Every entry.</summary>
    internal static bool All(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return !tensor.is_floating_point() || tensor.detach().isfinite().all().ToBoolean();
    }

    /// <summary>A loss, and whether gradients are finite and their squares do not overflow: the processor waits for the
    /// device once for both.</summary>
    internal static (double Loss, bool Finite) Read(Tensor loss, IEnumerable<Tensor> gradients)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        Tensor[] all = [.. gradients];
        if (LayerKernels.Current?.HaveFiniteSquares(all) is { } finite)
        {
            return (loss.ToDouble(), finite);
        }
        using var both = cat([loss.detach().reshape(1).to(ScalarType.Float64), .. Squares(all)]).cpu().data<double>();
        var values = both.ToArray();
        return (values[0], Array.TrueForAll(values[1..], double.IsFinite));
    }

    /// <summary>The sum of all squares: one fast read of everything. Also false when it overflows.</summary>
    internal static bool Sum(IEnumerable<Tensor> tensors)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        Tensor[] all = [.. tensors];
        if (LayerKernels.Current?.HaveFiniteSquares(all) is { } finite)
        {
            return finite;
        }
        Tensor[] squares = [.. Squares(all)];
        return squares.Length == 0 || double.IsFinite(cat(squares).sum().ToDouble());
    }

    // In the tensors' own type, where it overflows as an optimiser's square does; then in one type for all. Small
    // networks pay for each call and not for the numbers, so that small tensors of one type are read as one. Callers
    // have turned gradients off.
    private static IEnumerable<Tensor> Squares(IEnumerable<Tensor> tensors)
    {
        foreach (var type in tensors.GroupBy(t => t.dtype))
        {
            var small = type.Where(t => t.numel() < Small).Select(Flat).ToArray();
            var flat = type.Where(t => t.numel() >= Small).Select(Flat).Concat(small.Length > 1 ? [cat(small)] : small);
            yield return stack(flat.Select(t => t.dot(t)).ToArray()).to(ScalarType.Float64);
        }
    }

    private const long Small = 1 << 15;

    // In the order of memory, because a copy into another would take longer than the sum.
    private static Tensor Flat(Tensor tensor)
    {
        if (tensor.dim() == 1)
        {
            return tensor;
        }
        return (tensor.dim() == 4 && !tensor.is_contiguous() ? tensor.permute(0, 2, 3, 1) : tensor).reshape(-1);
    }
}
