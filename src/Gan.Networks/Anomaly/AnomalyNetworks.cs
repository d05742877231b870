using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>The networks of a detector in one module, so that one file holds their weights.</summary>
internal sealed class AnomalyNetworks : nn.Module
{
    private readonly GeneratorNetwork generator;
    private readonly DiscriminatorNetwork discriminator;
    private readonly EncoderNetwork? encoder;

    /// <summary>Takes ownership of all.</summary>
    internal AnomalyNetworks(GeneratorNetwork generator, DiscriminatorNetwork discriminator, EncoderNetwork? encoder)
        : base("anomaly networks")
    {
        this.generator = generator;
        this.discriminator = discriminator;
        this.encoder = encoder;
        RegisterComponents();
    }

    internal GeneratorNetwork Generator => generator;

    internal DiscriminatorNetwork Discriminator => discriminator;

    internal EncoderNetwork? Encoder => encoder;

    /// <summary>Nothing of a detector learns any more: descent in latent space needs no gradient of a weight.</summary>
    internal void Freeze()
    {
        eval();
        foreach (var weight in parameters())
        {
            weight.requires_grad = false;
        }
    }
}
