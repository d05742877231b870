using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>
/// Puts back what a trial changes (running statistics, power iterations), and gives layers a stream of their own
/// meanwhile: what is trained must not depend on the trial, nor the trial on other trainings of the thread.
/// </summary>
internal sealed class RestoredNetworks : IDisposable
{
    private readonly List<(Tensor Buffer, Tensor Copy)> buffers;
    private readonly Generator own;
    private readonly IDisposable stream;

    internal RestoredNetworks(IEnumerable<nn.Module> networks, Device device)
    {
        buffers = [.. networks.SelectMany(n => n.buffers()).Select(b => (b, b.detach().clone()))];
        own = new Generator(0, device);
        stream = LayerStream.Use(own);
    }

    public void Dispose()
    {
        using var _ = no_grad();
        foreach (var (buffer, copy) in buffers)
        {
            buffer.copy_(copy);
        }
        stream.Dispose();
        own.Dispose();
    }
}
