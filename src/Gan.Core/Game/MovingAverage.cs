using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>Follows a network's weights and buffers: a ← d·a + (1 − d)·w.</summary>
internal sealed class MovingAverage(nn.Module live, nn.Module average, double decay)
{
    private readonly (Tensor Live, Tensor Average)[] pairs = [.. Tensors(live).Zip(Tensors(average))];

    /// <summary>Starts from the live weights.</summary>
    internal void Reset() => Follow(0);

    /// <param name="step">Number of the step, from 1.</param>
    internal void Update(long step) => Follow(Math.Min(decay, (1.0 + step) / (10.0 + step)));

    private void Follow(double d)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var kernels = LayerKernels.Current;
        foreach (var (from, to) in pairs)
        {
            if (d > 0 && kernels?.Follow(to, from, d) == true)
            {
                continue;
            }
            if (d == 0 || !to.is_floating_point())
            {
                to.copy_(from);
            }
            else
            {
                to.mul_(d).add_(from, 1 - d);
            }
        }
    }

    private static IEnumerable<Tensor> Tensors(nn.Module network) =>
        network
            .named_parameters()
            .Select(p => (Tensor)p.parameter)
            .Concat(network.named_buffers().Select(b => b.buffer));
}
