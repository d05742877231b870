using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>Follows a network's weights and buffers: a ← d·a + (1 − d)·w. Buffers that a module names
/// (<see cref="ICopiedBuffers"/>) it copies.</summary>
internal sealed class MovingAverage(nn.Module live, nn.Module average)
{
    private readonly (Tensor Live, Tensor Average, bool Copied)[] pairs =
    [
        .. Tensors(live).Zip(Tensors(average), (from, to) => (from.Tensor, to.Tensor, from.Copied)),
    ];

    /// <summary>Starts from the live weights.</summary>
    internal void Reset() => Follow(0);

    /// <summary>A decay that rises to its full size over the first steps.</summary>
    /// <param name="decay">The decay, in [0, 1).</param>
    /// <param name="step">Number of the step, from 1.</param>
    internal static double Rising(double decay, long step) => Math.Min(decay, (1.0 + step) / (10.0 + step));

    /// <param name="d">What the average keeps of itself; 0 takes the live weights.</param>
    internal void Follow(double d)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var kernels = LayerKernels.Current;
        foreach (var (from, to, copied) in pairs)
        {
            if (d > 0 && !copied && kernels?.Follow(to, from, d) == true)
            {
                continue;
            }
            if (d == 0 || copied || !to.is_floating_point())
            {
                to.copy_(from);
            }
            else
            {
                to.mul_(d).add_(from, 1 - d);
            }
        }
    }

    private static IEnumerable<(Tensor Tensor, bool Copied)> Tensors(nn.Module network)
    {
        var copied = network
            .named_modules()
            .Prepend(("", network))
            .SelectMany(m => CopiedBuffers(m.Item1, m.Item2))
            .ToHashSet();
        return network
            .named_parameters()
            .Select(p => ((Tensor)p.parameter, false))
            .Concat(network.named_buffers().Select(b => (b.buffer, copied.Contains(b.name))));
    }

    private static IEnumerable<string> CopiedBuffers(string place, nn.Module module)
    {
        var names = module is ICopiedBuffers owner ? owner.CopiedBuffers : [];
        return names.Select(name => place.Length == 0 ? name : $"{place}.{name}");
    }
}
