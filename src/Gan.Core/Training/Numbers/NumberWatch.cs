using Gan.Losses;
using Microsoft.Extensions.Logging;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>
/// Carries out a <see cref="NumberGuard"/> around the updates. In the usual case it costs one read of each gradient and of the generator's weights; a
/// discriminator's weight that is NaN shows in the generator's loss of the same step. What came first is looked for only when something is wrong.
/// </summary>
internal sealed class NumberWatch(NumberGuard guard, GanModel model, ObjectiveTerms terms, ILogger log) : IDisposable
{
    private readonly List<Tensor> buffers = guard.Policy == NumberPolicy.Skip ? [.. model.Generator.named_buffers().Concat(model.Discriminator.named_buffers()).Select(b => b.buffer)] : [];
    private readonly List<Tensor> kept = [];
    private readonly List<(PenaltyMemory Memory, string Name, Tensor Value)> remembered = [];
    private readonly int[] skips = new int[2]; // in a row, of each network

    /// <summary>Keeps what forward passes change, before the first one.</summary>
    internal void Begin()
    {
        if (guard.Policy != NumberPolicy.Skip) return;
        Dispose();
        using var _ = no_grad();
        kept.AddRange(buffers.Select(b => b.clone().DetachFromDisposeScope()));
        remembered.AddRange(terms.Memories.SelectMany(m => m.Memory.Values.Select(v => (m.Memory, v.Key, v.Value.clone().DetachFromDisposeScope()))));
    }

    /// <returns>False when the update was left out.</returns>
    /// <exception cref="NonFiniteException">A number is not finite, and the policy is not to go on.</exception>
    internal bool Update(NetworkRole role, NetworkOptimizer optimizer, Tensor loss, long step, TermInput input)
    {
        if (!double.IsFinite(loss.ToDouble())) return Skip(Diagnose(role, loss, step, input));
        if (optimizer.Backward(loss) is { } parameter) return Skip(new(step, role, NumberPlace.Gradient, parameter, loss.ToDouble()));
        optimizer.Step(step);
        skips[(int)role] = 0;
        if (role == NetworkRole.Generator && !Finite.Sum(model.Generator.parameters()) && Weight(step, loss) is { } weight) throw weight;
        return true;
    }

    private bool Skip(NonFiniteException fault)
    {
        if (guard.Policy != NumberPolicy.Skip || ++skips[(int)fault.Network] > guard.MostSkips || fault.Place == NumberPlace.Weight) throw fault;
        Log.Skipped(log, fault.Message);
        using var _ = no_grad();
        foreach (var (buffer, value) in buffers.Zip(kept)) buffer.copy_(value);
        foreach (var (_, memory) in terms.Memories) memory.Dispose(); // empties it
        foreach (var (memory, name, value) in remembered) memory.Remember(name, value);
        return false;
    }

    private NonFiniteException Diagnose(NetworkRole role, Tensor loss, long step, TermInput input)
    {
        if (!Finite.All(input.Real)) return new(step, role, NumberPlace.Data, null, loss.ToDouble());
        if (Weight(step, loss) is { } weight) return weight;
        var place = !Finite.All(input.Fake) ? NumberPlace.Samples
            : !Finite.All(input.FakeScores) || input.RealScores is { } real && !Finite.All(real) ? NumberPlace.Scores
            : NumberPlace.Loss;
        return new(step, role, place, null, loss.ToDouble());
    }

    private NonFiniteException? Weight(long step, Tensor loss)
    {
        foreach (var (role, network) in new (NetworkRole, nn.Module)[] { (NetworkRole.Discriminator, model.Discriminator), (NetworkRole.Generator, model.Generator) })
            foreach (var (name, parameter) in network.named_parameters())
                if (!Finite.All(parameter)) return new(step, role, NumberPlace.Weight, name, loss.ToDouble());
        return null;
    }

    public void Dispose()
    {
        foreach (var tensor in kept) tensor.Dispose();
        foreach (var (_, _, value) in remembered) value.Dispose();
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

    /// <summary>The sum of all squares: one fast read of everything. Also false when it overflows.</summary>
    internal static bool Sum(IEnumerable<Tensor> tensors)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        Tensor[] squares = [.. tensors.Select(Squares)];
        return squares.Length == 0 || double.IsFinite(stack(squares).sum().ToDouble());
    }

    // In the tensors' own type, where it overflows as an optimiser's square does; then in one type for all.
    private static Tensor Squares(Tensor tensor)
    {
        var flat = tensor.detach().reshape(-1);
        return flat.dot(flat).to(ScalarType.Float64);
    }
}
