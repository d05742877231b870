namespace Gan.Games;

/// <summary>What is played in a <see cref="CycleGame"/>. The defaults are those of CycleGAN (Zhu et al. 2017,
/// arXiv:1703.10593, section 4 and appendix).</summary>
public sealed record CycleOptions
{
    /// <summary>What both translators are made of.</summary>
    public ITranslatorFamily Translator { get; init; } = new ResNetTranslator();

    /// <summary>What both judges are made of. Default: patches of 70 pixels and instance normalisation, which the paper
    /// has where pix2pix has batch normalisation.</summary>
    public IJudgeFamily Judge { get; init; } = new PatchDiscriminator { Norm = DiscriminatorNorm.Instance };

    /// <summary>λ: weight of the mean absolute difference between an image and itself there and back. At least 0.
    /// Default 10.</summary>
    public double CycleWeight { get; init; } = 10;

    /// <summary>Weight of the mean absolute difference between an image and its translation into its own kind, which
    /// keeps colours. At least 0; above 0 both kinds have images of one shape. Default 5, half of λ (section
    /// 5.2).</summary>
    public double IdentityWeight { get; init; } = 5;

    /// <summary>Translations of earlier steps that the judges see in turn with new ones (Shrivastava et al. 2017). At
    /// least 0; 0 shows new ones alone. Default 50.</summary>
    public int PoolSize { get; init; } = 50;

    /// <summary>What is out of range, each with its bound and value; empty when all is well.</summary>
    public IEnumerable<Problem> Problems() =>
        Bounds.All(Bounds.AtLeast(0, CycleWeight), Bounds.AtLeast(0, IdentityWeight), Bounds.AtLeast(0, PoolSize));

    /// <summary>What is played as one line, for logs and files: checkpoints compare it. The networks stand among the
    /// settings of the training.</summary>
    public string Describe() =>
        $"CycleWeight = {CycleWeight}, IdentityWeight = {IdentityWeight}, PoolSize = {PoolSize}";
}
