using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan.Games;

/// <summary>The weights of a network on their way through steps that are taken back: when it is disposed, weights,
/// buffers and what layers draw are as before.</summary>
internal sealed class UnrolledWeights : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly Parameter[] weights;
    private readonly Tensor[] first;
    private readonly (Tensor Buffer, Tensor First)[] buffers;
    private readonly Generator layers;
    private readonly IDisposable stream;
    private readonly long seed;

    /// <param name="network">Whose weights take the steps.</param>
    /// <param name="device">Where it is.</param>
    /// <param name="seed">Of what its layers and augmentations draw, which is the same in each of the steps.</param>
    internal UnrolledWeights(nn.Module network, Device device, long seed)
    {
        this.seed = seed;
        weights = [.. network.parameters()];
        first = Copy();
        buffers = [.. network.buffers().Select(buffer => (buffer, buffer.detach().clone()))];
        layers = new Generator((ulong)seed, device);
        stream = LayerStream.Use(layers);
        foreach (var weight in weights)
        {
            weight.requires_grad = true;
        }
    }

    /// <summary>The weights to differentiate by.</summary>
    internal Tensor[] Weights => weights;

    /// <summary>Copies of the weights as they are.</summary>
    internal Tensor[] Copy()
    {
        using var _ = no_grad();
        return [.. weights.Select(weight => weight.detach().clone())];
    }

    /// <summary>θ ← θ − η · slope.</summary>
    internal void Descend(IReadOnlyList<Tensor> slope, double rate)
    {
        using var _ = no_grad();
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i].add_(slope[i], -rate);
        }
    }

    internal void Load(Tensor[] values)
    {
        using var _ = no_grad();
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i].copy_(values[i]);
        }
    }

    /// <summary>Sets what a forward pass draws and changes besides (dropout, power iterations) back to the beginning,
    /// so that each step sees the same noise.</summary>
    internal void Rewind()
    {
        using var _ = no_grad();
        layers.manual_seed(seed);
        foreach (var (buffer, value) in buffers)
        {
            buffer.copy_(value);
        }
    }

    public void Dispose()
    {
        Load(first);
        Rewind();
        foreach (var weight in weights)
        {
            weight.requires_grad = false;
        }
        stream.Dispose();
        layers.Dispose();
        scope.Dispose();
    }
}
