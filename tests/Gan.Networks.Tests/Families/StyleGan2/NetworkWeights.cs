using static TorchSharp.torch;

namespace Gan.Tests.Networks.StyleGan2;

internal static class NetworkWeights
{
    /// <summary>Parameters and buffers of a network by name, those that autograd knows.</summary>
    internal static Dictionary<string, Tensor> Weights(this nn.Module network) =>
        network
            .named_parameters()
            .Select(p => (p.name, (Tensor)p.parameter))
            .Concat(network.named_buffers().Select(b => (b.name, b.buffer)))
            .ToDictionary(p => p.Item1, p => p.Item2);
}
