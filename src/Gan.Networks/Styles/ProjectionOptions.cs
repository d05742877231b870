using Gan.Losses;

namespace Gan;

/// <summary>
/// How the style of an image is looked for (Karras et al. 2020, section 5 and appendix D): by Adam from the mean style,
/// with noise on the style that fades.
/// </summary>
public sealed record ProjectionOptions
{
    /// <summary>Steps. At least 1. Default 500; the paper has 1,000.</summary>
    public int Steps { get; init; } = 500;

    /// <summary>Largest rate; it rises over the first 5 % of the steps and falls as a cosine over the last 25 %. Above
    /// 0. Default 0.1, the paper's.</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>Noise on the style at the start, as a share of the styles' deviation; it is gone after 75 % of the
    /// steps. At least 0. Default 0.05, the paper's.</summary>
    public double Noise { get; init; } = 0.05;

    /// <summary>
    /// Weight of what keeps the layers' noise random where it is looked for too (appendix D): the squared correlation
    /// of neighbours at all scales. At least 0; the paper has 100,000. Null (the default) leaves the network's noise as
    /// it is, so that the style alone gives the image again.
    /// </summary>
    public double? NoiseRegularization { get; init; }

    /// <summary>Styles that mean and deviation are taken of. At least 2. Default 10,000, the paper's.</summary>
    public int Samples { get; init; } = 10_000;

    /// <summary>True looks for a style of each layer, which fits an image of any kind better and edits worse (Abdal et
    /// al. 2019, arXiv:1904.03189). Default false.</summary>
    public bool EachLayer { get; init; }

    /// <summary>Distance of images. Default the mean square of pixels; the paper has VGG features, as
    /// <see cref="PerceptualReconstruction"/> takes them.</summary>
    public IReconstructionLoss Distance
    {
        get;
        init => field = Argument.NotNull(value, nameof(Distance));
    } = new L2Reconstruction(1);

    /// <summary>The class; 0 when null and the GAN is asked by label.</summary>
    public long? Label { get; init; }

    /// <summary>Chooses styles and noise.</summary>
    public ulong Seed { get; init; }

    /// <summary>What is out of range, each with its bound and value; empty when all is well.</summary>
    public IEnumerable<Problem> Problems() =>
        [
            .. Bounds.Of(
                nameof(ProjectionOptions),
                Bounds.AtLeast(1, Steps),
                Bounds.Above(0, LearningRate),
                Bounds.AtLeast(0, Noise),
                Bounds.AtLeast(0, NoiseRegularization),
                Bounds.Within(2, 10_000_000, Samples)
            ),
            .. Distance.Problems(),
        ];
}
