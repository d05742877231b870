namespace Gan;

/// <summary>Networks made by the user's own functions.</summary>
/// <param name="LatentSize">Entries of the latent vector.</param>
/// <param name="MakeGenerator">Makes the generator.</param>
/// <param name="MakeDiscriminator">Makes the discriminator.</param>
public sealed record CustomNetworks(
    long LatentSize,
    Func<NetworkSpec, GeneratorNetwork> MakeGenerator,
    Func<NetworkSpec, DiscriminatorNetwork> MakeDiscriminator
) : INetworkFamily
{
    /// <inheritdoc/>
    public GeneratorNetwork Generator(NetworkSpec spec) => MakeGenerator(spec);

    /// <inheritdoc/>
    public DiscriminatorNetwork Discriminator(NetworkSpec spec) => MakeDiscriminator(spec);

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(IReadOnlyList<long> shape) =>
        Bounds.All(Bounds.AtLeast(1, LatentSize, "latentSize"));

    /// <inheritdoc/>
    public override string ToString() => $"CustomNetworks {{ LatentSize = {LatentSize} }}";
}
