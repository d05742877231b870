using Gan.Losses;

namespace Gan;

/// <summary>A pair of networks that fit each other. Implement it as a record, so that its settings show in logs and
/// files.</summary>
public interface INetworkFamily
{
    /// <summary>Entries of the latent vector, before a condition adds its own. At least 1.</summary>
    long LatentSize { get; }

    /// <summary>Factor on the learning rate of a preset whose rate is for the papers' widths, such as WGAN-GP's. At
    /// least 1. Default 1.</summary>
    double LearningRateScale => 1;

    /// <summary>Makes the generator for a spec.</summary>
    GeneratorNetwork Generator(NetworkSpec spec);

    /// <summary>Makes the discriminator for a spec.</summary>
    DiscriminatorNetwork Discriminator(NetworkSpec spec);

    /// <summary>Shape of what the discriminator reads of one sample, which <see cref="GeneratorNetwork.Shown"/> and
    /// <see cref="DiscriminatorNetwork.Reals"/> make. As it comes, the sample's own.</summary>
    /// <param name="sampleShape">[C, H, W] or [F].</param>
    IReadOnlyList<long> JudgedShape(IReadOnlyList<long> sampleShape) => sampleShape;

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
    IEnumerable<Problem> Problems(IReadOnlyList<long> shape) => [];

    /// <summary>What is worth knowing of these settings for samples of this shape, though nothing stands against them:
    /// sentences with a remedy, which Build logs.</summary>
    /// <param name="shape">[C, H, W] or [F].</param>
    /// <param name="last">The last step of the training.</param>
    IEnumerable<string> Advice(IReadOnlyList<long> shape, TrainingMoment last) => [];

    /// <summary>What the discriminator does to its own slope. Default: unknown.</summary>
    CriticSlope Slope => CriticSlope.Unknown;

    /// <summary>True when the settings ask for batch normalisation in the discriminator, under which a sample's
    /// gradient is that of the whole batch: Build refuses penalties of each sample's gradient then. Groups that are
    /// compared, as by <see cref="MinibatchStd"/>, do not count: their papers take such penalties all the same. Default
    /// false.</summary>
    bool CouplesSamples => false;

    /// <summary>False when the generator is known not to look at the label itself, so that a conditioning must put it
    /// into the latent. Default true.</summary>
    bool ReadsLabels => true;

    /// <summary>Name and settings as one line, for logs and files; checkpoints compare it. The default is
    /// ToString.</summary>
    string Describe() => InvariantText.Of(this);
}
