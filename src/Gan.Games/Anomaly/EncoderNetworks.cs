namespace Gan.Games;

/// <summary>An encoder as the settings of a training hold it: logs and checkpoints read its description. The game makes
/// it itself.</summary>
internal sealed record EncoderNetworks(IEncoderFamily Encoder) : INetworkFamily
{
    public long LatentSize => 1; // each update draws latents, which nobody reads

    public GeneratorNetwork Generator(NetworkSpec spec) =>
        throw new NotSupportedException("An encoder is no generator.");

    public DiscriminatorNetwork Discriminator(NetworkSpec spec) =>
        throw new NotSupportedException("An encoder is no discriminator.");

    public string Describe() => Encoder.Describe();
}
