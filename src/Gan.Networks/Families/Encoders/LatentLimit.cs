using static TorchSharp.torch;

namespace Gan;

/// <summary>Holds an encoder's latents near the middle of the distribution that the generator knows.</summary>
internal static class LatentLimit
{
    internal static GraphValue Of(NetworkGraph graph, GraphValue latent, double limit) =>
        limit > 0 ? graph.Scale(graph.Each("Tanh", graph.Scale(latent, 1 / limit)), limit) : latent;

    internal static Tensor Of(Tensor latent, double limit) => limit > 0 ? (latent / limit).tanh() * limit : latent;
}
