namespace Gan;

/// <summary>All that it takes to make the networks of a detector of anomalies and to score with them: a file of one
/// holds it.</summary>
public sealed record AnomalyPlan
{
    /// <summary>Of generator and discriminator, which learnt from normal data. Without condition and packs.</summary>
    public required NetworkPlan Networks { get; init; }

    /// <summary>The family of the encoder that finds latents (f-AnoGAN); null (the default) searches them
    /// (AnoGAN).</summary>
    public IEncoderFamily? Encoder { get; init; }

    /// <summary>κ of f-AnoGAN: what the difference of the discriminator's features weighs beside that of the samples.
    /// At least 0; 0 leaves it out. Default 1.</summary>
    public double FeatureWeight { get; init; } = 1;

    /// <summary>How latents are searched where there is no encoder.</summary>
    public LatentSearch Search { get; init; } = new();

    /// <summary>What the encoder is made from.</summary>
    public NetworkSpec EncoderSpec =>
        new(Networks.SampleShape, Networks.Family.LatentSize)
        {
            MixedPrecision = Networks.MixedPrecision,
            OnProcessor = Networks.OnProcessor,
        };

    /// <summary>Whether scores compare features of the discriminator.</summary>
    public bool ReadsFeatures => Encoder is null ? Search.FeatureShare > 0 : FeatureWeight > 0;

    /// <summary>Makes an encoder with fresh weights: samples [N, …SampleShape] → latents [N, L].</summary>
    /// <exception cref="InvalidOperationException">The plan has none.</exception>
    public EncoderNetwork MakeEncoder()
    {
        using var alone = WeightInitialisation.Alone();
        return Encoder?.Encoder(EncoderSpec)
            ?? throw new InvalidOperationException("The plan has no encoder: latents are searched.");
    }

    /// <summary>What stands against the settings, each with its remedy; empty when all is well.</summary>
    public IEnumerable<Problem> Problems()
    {
        foreach (var problem in Bounds.All(Bounds.AtLeast(0, FeatureWeight)).Concat(Search.Problems()))
        {
            yield return problem;
        }
        foreach (var problem in Encoder?.Problems(Networks.SampleShape) ?? [])
        {
            yield return problem;
        }
        if (Networks.Conditioning is not null)
        {
            yield return new Problem(
                "A detector asks for samples by latent alone, but the GAN reads "
                    + $"{Networks.Conditioning.GetType().Name}.",
                "Train it without WithConditioning."
            );
        }
        if (Networks.PackSize > 1)
        {
            yield return new Problem(
                $"A detector judges single samples, but the discriminator judges packs of {Networks.PackSize}.",
                "Train it without WithPacking."
            );
        }
    }

    /// <summary>The plan as text beside the weights in a safetensors file, as <see cref="AnomalyDetector"/> writes and
    /// reads it.</summary>
    /// <param name="dataSet">Name of the normal data.</param>
    /// <param name="step">Training steps behind the encoder, or behind the GAN where there is none. At least 0.</param>
    public IReadOnlyDictionary<string, string> ToMetadata(string dataSet, long step)
    {
        ArgumentNullException.ThrowIfNull(dataSet);
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        return new AnomalyBlueprint(this, dataSet, step, null).ToMetadata();
    }

    internal AnomalyNetworks MakeNetworks()
    {
        using var alone = WeightInitialisation.Alone();
        var plain = this with { Networks = Networks with { MixedPrecision = false } };
        return new(
            plain.Networks.MakeGenerator(),
            plain.Networks.MakeDiscriminator(),
            Encoder is null ? null : plain.MakeEncoder()
        );
    }
}
