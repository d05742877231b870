using Gan;
using Gan.Losses;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

/// <summary>The networks of the ring in Metz et al. 2017 (appendix A, and the authors' notebook): two layers of 128
/// with tanh in both; weights orthogonal with a gain, biases 0; latents of 256.</summary>
/// <param name="Gain">Gain of the orthogonal weights.</param>
/// <param name="Width">Units of the discriminator's layers; the generator has 128.</param>
internal sealed record RingNetworks(double Gain, long Width) : INetworkFamily
{
    public long LatentSize => 256;

    public GeneratorNetwork Generator(NetworkSpec spec) => GeneratorNetwork.Wrap(Make(spec.LatentSize, 128, spec.Size));

    public DiscriminatorNetwork Discriminator(NetworkSpec spec) => DiscriminatorNetwork.Wrap(Make(spec.Size, Width, 1));

    private Sequential Make(long from, long width, long to)
    {
        var network = Sequential(Linear(from, width), Tanh(), Linear(width, width), Tanh(), Linear(width, to));
        foreach (var layer in network.children().OfType<Linear>())
        {
            init.orthogonal_(layer.weight!, Gain);
            init.zeros_(layer.bias!);
        }
        return network;
    }
}
