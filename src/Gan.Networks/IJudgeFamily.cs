using Gan.Losses;

namespace Gan;

/// <summary>Discriminators that stand beside a translator. Implement it as a record, so that its settings show in logs
/// and checkpoints.</summary>
public interface IJudgeFamily
{
    /// <summary>Makes the discriminator for what it reads: <c>spec.Shape</c> has the channels of the image, behind
    /// those of the input where it is shown both.</summary>
    DiscriminatorNetwork Discriminator(NetworkSpec spec);

    /// <summary>What stands against these settings for such images, each with its remedy; empty when all is
    /// well.</summary>
    /// <param name="shape">What the discriminator reads: [C, H, W].</param>
    IEnumerable<Problem> Problems(IReadOnlyList<long> shape) => [];

    /// <summary>What the discriminator does to its own slope. Default: unknown.</summary>
    CriticSlope Slope => CriticSlope.Unknown;

    /// <summary>True when the settings ask for batch normalisation in the discriminator, under which a sample's
    /// gradient is that of the whole batch: Build refuses penalties of each sample's gradient then. Groups that are
    /// compared, as by <see cref="MinibatchStd"/>, do not count: their papers take such penalties all the same. Default
    /// false.</summary>
    bool CouplesSamples => false;

    /// <summary>Name and settings as one line, for logs and files; checkpoints compare it. The default is
    /// ToString.</summary>
    string Describe() => ToString() ?? GetType().Name;
}

/// <summary>The discriminators of a network family, as the context encoder has DCGAN's (Pathak et al. 2016, section
/// 3.2).</summary>
/// <param name="Networks">The family; its generators stay unused.</param>
public sealed record JudgeOf(INetworkFamily Networks) : IJudgeFamily
{
    /// <summary>The family; its generators stay unused.</summary>
    public INetworkFamily Networks
    {
        get;
        init => field = Argument.NotNull(value, nameof(Networks));
    } = Argument.NotNull(Networks);

    CriticSlope IJudgeFamily.Slope => Networks.Slope;

    bool IJudgeFamily.CouplesSamples => Networks.CouplesSamples;

    /// <inheritdoc/>
    public DiscriminatorNetwork Discriminator(NetworkSpec spec) => Networks.Discriminator(spec);

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(IReadOnlyList<long> shape) => Networks.Problems(shape);
}
