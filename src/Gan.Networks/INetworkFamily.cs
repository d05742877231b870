namespace Gan;

/// <summary>A pair of networks that fit each other. Implement it as a record, so that its settings show in logs and
/// files.</summary>
public interface INetworkFamily
{
    /// <summary>Entries of the latent vector, before a condition adds its own. At least 1.</summary>
    long LatentSize { get; }

    /// <summary>Factor on the learning rate of <c>GanBuilder.WithWgangp</c>'s preset, whose 1e-4 is for the
    /// papers' widths. At least 1. Default 1.</summary>
    double LearningRateScale => 1;

    /// <summary>Makes the generator for a spec.</summary>
    GeneratorNetwork Generator(NetworkSpec spec);

    /// <summary>Makes the discriminator for a spec.</summary>
    DiscriminatorNetwork Discriminator(NetworkSpec spec);

    /// <summary>Whether the discriminator's layers keep its slope bounded, as spectral normalisation does and a
    /// Wasserstein loss needs. Default false.</summary>
    bool BoundsSlope => false;

    /// <summary>
    /// Weights that a generator of this spec has at least: a file that describes a larger network than it holds numbers
    /// for is refused before memory is asked for it. The largest layers are enough; in floating point, where nothing
    /// overflows. As it comes 0, which refuses nothing.
    /// </summary>
    double LeastGeneratorWeights(NetworkSpec spec) => 0;

    /// <summary>The same for a discriminator.</summary>
    double LeastDiscriminatorWeights(NetworkSpec spec) => 0;

    /// <summary>What stands against these settings for samples of this shape, each with its remedy; empty when all is
    /// well.</summary>
    IEnumerable<string> Problems(IReadOnlyList<long> shape) => [];
}

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
    // of which nothing is known
    bool INetworkFamily.BoundsSlope => true;

    /// <inheritdoc/>
    public GeneratorNetwork Generator(NetworkSpec spec) => MakeGenerator(spec);

    /// <inheritdoc/>
    public DiscriminatorNetwork Discriminator(NetworkSpec spec) => MakeDiscriminator(spec);

    /// <inheritdoc/>
    public override string ToString() => $"CustomNetworks {{ LatentSize = {LatentSize} }}";
}
