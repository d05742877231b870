using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan;

/// <summary>
/// Batch normalisation over the batches of all processes (PyTorch: SyncBatchNorm). Hooks do it, so that networks stay
/// as they are: a layer is put into evaluation mode, in which it leaves its statistics alone, and what it gives is
/// replaced.
/// </summary>
internal sealed class SynchronisedNorms : IDisposable
{
    private readonly Processes processes;
    private readonly List<Action> removals = [];
    private bool playing;

    internal SynchronisedNorms(Processes processes, IEnumerable<Player> players)
    {
        this.processes = processes;
        foreach (var norm in players.SelectMany(p => p.Network.modules()).OfType<BatchNorm>())
        {
            var held = new Held();
            var before = norm.register_forward_pre_hook((_, input) => Begin(norm, held, input));
            var after = norm.register_forward_hook((_, _, output) => End(norm, held, output));
            removals.Add(before.remove);
            removals.Add(after.remove);
        }
    }

    /// <summary>Until the result is disposed, a step is played, in all processes alike. What one process does by itself
    /// in between has nobody to wait for.</summary>
    internal IDisposable Play()
    {
        playing = true;
        return new Restoration(() => playing = false);
    }

    // One row is enough for what is not used.
    private Tensor Begin(BatchNorm norm, Held held, Tensor input)
    {
        held.Input = playing && norm.training ? input : null;
        if (held.Input is null)
        {
            return input;
        }
        norm.eval();
        return input.narrow(0, 0, 1);
    }

    private Tensor End(BatchNorm norm, Held held, Tensor output)
    {
        if (held.Input is not { } input)
        {
            return output;
        }
        held.Input = null;
        norm.train();
        return NormFunction.Of(norm, input, processes);
    }

    public void Dispose()
    {
        foreach (var remove in removals)
        {
            remove();
        }
        removals.Clear();
    }

    private sealed class Held
    {
        internal Tensor? Input { get; set; }
    }

    private sealed class Restoration(Action restore) : IDisposable
    {
        public void Dispose() => restore();
    }
}
