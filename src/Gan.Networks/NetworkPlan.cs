using Gan.Losses;
using static TorchSharp.torch;

namespace Gan;

/// <summary>
/// All that it takes to make the two networks of a GAN: a training makes its networks from it, and a file of a trained
/// network holds it. It knows nothing of losses and optimisers.
/// </summary>
public sealed record NetworkPlan
{
    /// <summary>The family that both networks are of.</summary>
    public required INetworkFamily Family { get; init; }

    /// <summary>Shape of one sample: [C, H, W] or [F].</summary>
    public required IReadOnlyList<long> SampleShape { get; init; }

    /// <summary>The condition that comes with the data. Default none.</summary>
    public ConditionSpec DataCondition { get; init; }

    /// <summary>How a condition enters the networks; null (the default) for an unconditional GAN, which leaves that of
    /// the data alone.</summary>
    public IConditioning? Conditioning { get; init; }

    /// <summary>The condition that both networks read.</summary>
    public ConditionSpec Condition => Conditioning?.Condition(DataCondition) ?? ConditionSpec.None;

    /// <summary>Samples m that the discriminator judges together (PacGAN, Lin et al. 2018). At least 1, the
    /// default.</summary>
    public int PackSize { get; init; } = 1;

    /// <summary>Number of discriminators side by side (GMAN, Durugkar et al. 2017). At least 1, the
    /// default.</summary>
    public int Discriminators { get; init; } = 1;

    /// <summary>True when the discriminator's gradient is penalised for each sample, which batch normalisation does
    /// not go with. Default false.</summary>
    public bool GradientPenalty { get; init; }

    /// <summary>True lets layers multiply in bfloat16 where that gains. Weights are float32 either way. Default
    /// false.</summary>
    public bool MixedPrecision { get; init; }

    /// <summary>Whether the networks will compute on the processor, where some convolutions of float32 are as fast as
    /// those of bfloat16. Default true.</summary>
    public bool OnProcessor { get; init; } = true;

    /// <summary>What the generator is made from: the condition's entries are in its latent.</summary>
    public NetworkSpec GeneratorSpec =>
        Spec(SampleShape, checked(Family.LatentSize + (Conditioning?.LatentSize(Condition) ?? 0)));

    /// <summary>What the discriminator is made from: the condition's planes and the other samples of a pack are in its
    /// shape.</summary>
    public NetworkSpec DiscriminatorSpec
    {
        get
        {
            var shape = Conditioning?.DiscriminatorShape(JudgedShape, Condition) ?? JudgedShape;
            return Spec([shape[0] * PackSize, .. shape[1..]], Family.LatentSize);
        }
    }

    /// <summary>Makes a generator with fresh weights: (latents [N, L], condition) → samples [N,
    /// …SampleShape].</summary>
    /// <exception cref="InvalidOperationException">The family gave null.</exception>
    public GeneratorNetwork MakeGenerator()
    {
        using var alone = WeightInitialisation.Alone();
        var network = Made(Family.Generator(GeneratorSpec), nameof(Family.Generator));
        return Conditioning is null
            ? network
            : new ConditionedGenerator(Conditioning.GeneratorEncoder(Condition), network);
    }

    /// <summary>
    /// Makes a discriminator with fresh weights: (samples [N, …SampleShape], condition) → scores [N / m]. From the
    /// inside out: several networks, packs of what they read, the condition joined to each sample.
    /// </summary>
    /// <exception cref="InvalidOperationException">PackSize or Discriminators is below 1, or the family gave
    /// null.</exception>
    public DiscriminatorNetwork MakeDiscriminator()
    {
        if (PackSize < 1 || Discriminators < 1)
        {
            throw new InvalidOperationException(
                $"A NetworkPlan needs PackSize and Discriminators of at least 1, but has {PackSize} and "
                    + $"{Discriminators}."
            );
        }
        using var alone = WeightInitialisation.Alone();
        var spec = DiscriminatorSpec;
        var network =
            Discriminators == 1
                ? MakeJudge(spec)
                : new MultipleDiscriminators(Enumerable.Range(0, Discriminators).Select(_ => MakeJudge(spec)));
        if (PackSize > 1)
        {
            network = new PackedDiscriminator(PackSize, network);
        }
        return Conditioning is null
            ? network
            : new ConditionedDiscriminator(Conditioning, JudgedShape, Condition, network);
    }

    private long[] JudgedShape => [.. Family.JudgedShape(SampleShape)];

    private DiscriminatorNetwork MakeJudge(NetworkSpec spec) =>
        Made(Family.Discriminator(spec), nameof(Family.Discriminator));

    private T Made<T>(T? network, string method) =>
        network ?? throw new InvalidOperationException($"{Family.GetType().Name}.{method} gave null.");

    /// <summary>The plan as text beside the weights in a safetensors file, as <see cref="TrainedGan"/> and
    /// <see cref="TrainedDiscriminator"/> write and read it.</summary>
    /// <param name="dataSet">Name of the data that the network was trained with.</param>
    /// <param name="step">Training steps behind it.</param>
    public IReadOnlyDictionary<string, string> ToMetadata(string dataSet, long step)
    {
        ArgumentNullException.ThrowIfNull(dataSet);
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        return new Blueprint(this, dataSet, step).ToMetadata();
    }

    private NetworkSpec Spec(IReadOnlyList<long> shape, long latentSize) =>
        new(shape, latentSize, Condition, GradientPenalty)
        {
            MixedPrecision = MixedPrecision,
            OnProcessor = OnProcessor,
        };
}
