namespace Gan.Games;

/// <summary>What is played in an <see cref="EncoderGame"/>. The defaults are those of f-AnoGAN (Schlegl et al.
/// 2019).</summary>
public sealed record EncoderOptions
{
    /// <summary>What finds latents; null (the default) takes <see cref="DcganEncoder"/> for images and
    /// <see cref="MlpEncoder"/> for tables.</summary>
    public IEncoderFamily? Encoder { get; init; }

    /// <summary>κ: what the difference of the discriminator's features weighs beside that of the samples, in the
    /// objective and in scores. At least 0; 0 leaves it out. Default 1.</summary>
    public double FeatureWeight { get; init; } = 1;

    internal IEncoderFamily EncoderFor(IReadOnlyList<long> shape) =>
        Encoder ?? (shape.Count == 3 ? new DcganEncoder() : new MlpEncoder());

    /// <summary>What the detector of a GAN is made from.</summary>
    internal AnomalyPlan Plan(NetworkPlan networks) =>
        new()
        {
            Networks = networks,
            Encoder = EncoderFor(networks.SampleShape),
            FeatureWeight = FeatureWeight,
        };
}
