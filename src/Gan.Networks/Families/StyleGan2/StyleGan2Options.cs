using Gan.Losses;

namespace Gan;

/// <summary>
/// The networks of StyleGAN2 (Karras et al. 2020, arXiv:1912.04958) for images [C, H, W] of any channels whose sides
/// halve together to a small start: 28, 32, 48, 64, 128, 64x32. A mapping network makes styles of latents; the
/// generator adds up images of all resolutions, the discriminator is residual. The default is for 32 pixels on a
/// processor; <see cref="Paper"/> has the paper's widths.
/// </summary>
public sealed record StyleGan2Options : INetworkFamily
{
    private const long Largest = 1 << 20; // doubled maps of more would overflow

    /// <summary>Entries of the latent vector z. From 1 to 1,048,576. Default 64; the paper has 512.</summary>
    public long LatentSize { get; init; } = 64;

    /// <summary>Entries of a style w. From 1 to 1,048,576. Default 64; the paper has 512.</summary>
    public long StyleSize { get; init; } = 64;

    /// <summary>Layers of the mapping network, from 1 to 64. Default 2; the paper has 8.</summary>
    public int MappingLayers { get; init; } = 2;

    /// <summary>Factor on the learning rate of the mapping network. Above 0. Default 0.01, the paper's.</summary>
    public double MappingRate { get; init; } = 0.01;

    /// <summary>Probability that a batch mixes the styles of two latents while training (Karras et al. 2019, section
    /// 3.1). In [0, 1]. Default 0.9, the paper's.</summary>
    public double MixingProbability { get; init; } = 0.9;

    /// <summary>True adds noise of learnt strength to each layer, which starts at 0. In evaluation it is constant.
    /// Default true.</summary>
    public bool Noise { get; init; } = true;

    /// <summary>Feature maps of the generator next to the image; they double with each halving. At least 1. Default 16;
    /// the paper has 32 at 1024 pixels and 128 at 256.</summary>
    public long GeneratorMaps { get; init; } = 16;

    /// <summary>Feature maps of the discriminator next to the image. At least 1. Default 16.</summary>
    public long DiscriminatorMaps { get; init; } = 16;

    /// <summary>Most feature maps of a layer. At least 1. Default 128; the paper has 512.</summary>
    public long MaxMaps { get; init; } = 128;

    /// <summary>True lets each resolution of the generator add its own image (output skips), as the paper has it; false
    /// makes the image of the last maps alone, as the first StyleGAN does (figure 7a). Default true.</summary>
    public bool SkipGenerator { get; init; } = true;

    /// <summary>True makes the discriminator's blocks residual, as the paper has it; false leaves the way past them
    /// out, as its authors do for CIFAR-10. Default true.</summary>
    public bool ResidualDiscriminator { get; init; } = true;

    /// <summary>Samples of a group whose deviation the discriminator sees (<see cref="MinibatchStd"/>). At least 2, or
    /// 0 for none. Default 4, the paper's.</summary>
    public long DeviationGroup { get; init; } = 4;

    /// <summary>For 32 pixels on a processor: 16 maps next to the image, 128 at 4x4.</summary>
    public static StyleGan2Options Small32 { get; } = new();

    /// <summary>For 64 pixels on a processor: 16 maps next to the image, 128 from 8x8 on.</summary>
    public static StyleGan2Options Small64 { get; } = new();

    /// <summary>For 128 pixels on a processor: 8 maps next to the image, 128 from 8x8 on.</summary>
    public static StyleGan2Options Small128 { get; } = new() { GeneratorMaps = 8, DiscriminatorMaps = 8 };

    /// <summary>The paper's configuration F (table 1) for 1024 pixels: 30,370,060 and 29,012,513 weights with three
    /// channels. At 256 pixels take 128 maps next to the image.</summary>
    public static StyleGan2Options Paper { get; } =
        new()
        {
            LatentSize = 512,
            StyleSize = 512,
            MappingLayers = 8,
            GeneratorMaps = 32,
            DiscriminatorMaps = 32,
            MaxMaps = 512,
        };

    /// <inheritdoc/>
    public GeneratorNetwork Generator(NetworkSpec spec) => new StyleGan2Generator(this, spec);

    /// <inheritdoc/>
    public DiscriminatorNetwork Discriminator(NetworkSpec spec) => new StyleGan2Discriminator(this, spec);

    bool INetworkFamily.ReadsLabels => false;

    CriticSlope INetworkFamily.Slope => CriticSlope.Free;

    double INetworkFamily.LeastGeneratorWeights(NetworkSpec spec)
    {
        var shape = StyleGan2Shape.Of(spec.Shape);
        double maps = ImageSides.Widened(GeneratorMaps, shape.Halvings, MaxMaps);
        return (double)LatentSize * StyleSize
            + (double)StyleSize * StyleSize * (MappingLayers - 1)
            + maps * shape.Height * shape.Width
            + 9 * maps * maps
            + StyleSize * maps
            + (Noise ? (double)spec.Shape[1] * spec.Shape[2] : 0);
    }

    double INetworkFamily.LeastDiscriminatorWeights(NetworkSpec spec)
    {
        var shape = StyleGan2Shape.Of(spec.Shape);
        double maps = ImageSides.Widened(DiscriminatorMaps, shape.Halvings, MaxMaps);
        return (double)DiscriminatorMaps * spec.Shape[0] + 9 * maps * maps + maps * maps * shape.Height * shape.Width;
    }

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(IReadOnlyList<long> shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        foreach (
            var problem in Bounds.Of(
                nameof(StyleGan2Options),
                Bounds.Within(1, Largest, LatentSize),
                Bounds.Within(1, Largest, StyleSize),
                Bounds.Within(1, 64, MappingLayers),
                Bounds.Above(0, MappingRate),
                Bounds.Within(0, 1, MixingProbability),
                Bounds.Within(1, Largest, GeneratorMaps),
                Bounds.Within(1, Largest, DiscriminatorMaps),
                Bounds.Within(1, Largest, MaxMaps),
                Bounds.Must(DeviationGroup is 0 or > 1, "be 0 or at least 2", DeviationGroup)
            )
        )
        {
            yield return problem;
        }
        if (shape.Count != 3)
        {
            yield return new Problem(
                $"StyleGAN2 makes images [C, H, W], but the data set has samples of shape {ShapeText.Of(shape)}.",
                "Use WithMlp() for vectors."
            );
        }
        else if (!StyleGan2Shape.Fits(shape[1], shape[2]))
        {
            var unit = StyleGan2Shape.Unit(shape[1], shape[2]);
            var nearest = ImageSides.Around(shape, side => side >= 4 && side % unit == 0);
            yield return new Problem(
                "StyleGAN2 needs sides of at least 4 that halve together until the shorter one is below 16, but the "
                    + $"images are {shape[1]}x{shape[2]}.",
                $"Resize or pad them, to {string.Join(" or ", nearest)} for instance."
            );
        }
    }
}
