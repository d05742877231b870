using Gan.Losses;

namespace Gan;

/// <summary>
/// Progressive growing (ProGAN, Karras et al. 2018, arXiv:1710.10196) for images [C, H, W] of any channels and sides:
/// training begins at about 4x4 pixels, and each next resolution is first learnt beside the one below, by a share that
/// rises from 0 to 1, and then alone. A resolution is stabilised first; then the next one fades in. The default is for
/// a processor; <see cref="Paper"/> has the paper's widths.
/// </summary>
public sealed record ProGanOptions : INetworkFamily
{
    /// <summary>Entries of the latent vector. At least 1. Default 64; the paper has 512.</summary>
    public long LatentSize { get; init; } = 64;

    /// <summary>Feature maps of the generator next to the image; they double with each halving. At least 1. Default 16,
    /// which the paper has at 1024 pixels.</summary>
    public long GeneratorMaps { get; init; } = 16;

    /// <summary>Feature maps of the discriminator next to the image. At least 1. Default 16.</summary>
    public long DiscriminatorMaps { get; init; } = 16;

    /// <summary>Most feature maps of a layer. At least 1. Default 128; the paper has 512.</summary>
    public long MaxMaps { get; init; } = 128;

    /// <summary>The shorter side of the images that training begins with, at least, in pixels. At least 1. Default 4,
    /// the paper's.</summary>
    public long From { get; init; } = 4;

    /// <summary>Images for which a resolution is trained alone before the next one fades in. At least 1. Null (the
    /// default) divides <see cref="GrownAt"/> of the training evenly; set it with <see cref="FadeImages"/>. The paper
    /// has 800,000.</summary>
    public long? StageImages { get; init; }

    /// <summary>Images over which a resolution fades in. At least 0. Null (the default) goes with
    /// <see cref="StageImages"/>. The paper has 800,000.</summary>
    public long? FadeImages { get; init; }

    /// <summary>Share of the training after which the networks are fully grown, where <see cref="StageImages"/> leaves
    /// it open. In (0, 1]. Default 0.5.</summary>
    public double GrownAt { get; init; } = 0.5;

    /// <summary>Samples of a group whose deviation the discriminator sees (<see cref="MinibatchStd"/>). At least 2, or
    /// 0 for none. Default 4, the paper's.</summary>
    public long DeviationGroup { get; init; } = 4;

    /// <summary>The paper's networks for 1024 pixels (table 2) with its phases of 800,000 images: 23.1 million weights
    /// each. At 256 pixels take 64 maps next to the image, at 32 take 512.</summary>
    public static ProGanOptions Paper { get; } =
        new()
        {
            LatentSize = 512,
            MaxMaps = 512,
            StageImages = 800_000,
            FadeImages = 800_000,
        };

    /// <summary>How far networks for a shape have grown at a moment: 0 is the smallest resolution, 2.25 the third one
    /// while a quarter of the fourth has faded in.</summary>
    /// <param name="shape">[C, H, W].</param>
    /// <param name="moment">Where the step stands.</param>
    public double Level(IReadOnlyList<long> shape, TrainingMoment moment)
    {
        ArgumentNullException.ThrowIfNull(shape);
        GanConfigurationException.ThrowIfAny(Problems(shape));
        return new GrowthCourse(this, GrowthShape.Of(shape)).At(moment);
    }

    /// <inheritdoc/>
    public IEnumerable<string> Advice(IReadOnlyList<long> shape, TrainingMoment last)
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (FollowsProgress || Problems(shape).Any())
        {
            yield break;
        }
        var sides = GrowthShape.Of(shape);
        var level = Level(shape, last);
        if (level < sides.Top)
        {
            var (height, width) = sides.Sides[(int)level];
            yield return $"The training ends before the networks have grown to {shape[1]}x{shape[2]}: after "
                + $"{last.Images} images they are at {height}x{width}, shown as larger pixels. Take more steps, or "
                + "fewer StageImages and FadeImages; ProGanOptions without both grows over half of any training.";
        }
    }

    internal bool FollowsProgress => StageImages is null || FadeImages is null;

    /// <inheritdoc/>
    public GeneratorNetwork Generator(NetworkSpec spec) => new ProGanGenerator(this, spec);

    /// <inheritdoc/>
    public DiscriminatorNetwork Discriminator(NetworkSpec spec) => new ProGanDiscriminator(this, spec);

    bool INetworkFamily.ReadsLabels => false;

    CriticSlope INetworkFamily.Slope => CriticSlope.Free;

    double INetworkFamily.LeastGeneratorWeights(NetworkSpec spec)
    {
        var shape = GrowthShape.Of(spec.Shape);
        double maps = shape.MapsAt(0, GeneratorMaps, MaxMaps);
        return spec.LatentSize * maps * shape.Sides[0].Height * shape.Sides[0].Width + 9 * maps * maps;
    }

    double INetworkFamily.LeastDiscriminatorWeights(NetworkSpec spec)
    {
        var shape = GrowthShape.Of(spec.Shape);
        double maps = shape.MapsAt(0, DiscriminatorMaps, MaxMaps);
        return maps * maps * (9 + shape.Sides[0].Height * (double)shape.Sides[0].Width) + spec.Shape[0] * maps;
    }

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(IReadOnlyList<long> shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        IEnumerable<Problem> settings = Bounds.Of(
            nameof(ProGanOptions),
            Bounds.Within(1, int.MaxValue, LatentSize),
            Bounds.AtLeast(1, GeneratorMaps),
            Bounds.AtLeast(1, DiscriminatorMaps),
            Bounds.AtLeast(1, MaxMaps),
            Bounds.AtLeast(1, From),
            Bounds.AtLeast(1, StageImages),
            Bounds.AtLeast(0, FadeImages),
            Bounds.In("(0, 1]", GrownAt),
            Bounds.Must(DeviationGroup is 0 or > 1, "be 0 or at least 2", DeviationGroup)
        );
        foreach (var problem in settings)
        {
            yield return problem;
        }
        if (StageImages is null != FadeImages is null)
        {
            yield return new Problem(
                "ProGanOptions has one of StageImages and FadeImages, but a phase of growth needs both.",
                "Set both, or leave both to GrownAt."
            );
        }
        if (shape.Count != 3)
        {
            yield return new Problem(
                $"ProGAN makes images [C, H, W], but the data set has samples of shape {ShapeText.Of(shape)}.",
                "Use WithMlp() for vectors."
            );
        }
        else if (ImageSides.Problem("A ProGAN", shape, "from 4 up", side => side >= 4) is { } misfit)
        {
            yield return misfit;
        }
    }
}
