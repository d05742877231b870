using Gan.Losses;

namespace Gan;

/// <summary>
/// Residual networks for images [C, H, W] with any sides from 8 up: those of WGAN-GP (Gulrajani et al. 2017,
/// arXiv:1704.00028) and SNGAN (Miyato et al. 2018, arXiv:1802.05957). The generator starts at the smallest size of at
/// least 4 that doubles to the image's, where an odd side loses a row. The default is the layout for CIFAR-10 at a
/// fraction of its width; the presets have the papers' widths.
/// </summary>
public sealed record ResNetOptions : INetworkFamily
{
    /// <summary>The layout. Default <see cref="ResNetLayout.Cifar"/>.</summary>
    public ResNetLayout Layout { get; init; } = ResNetLayout.Cifar;

    /// <summary>Entries of the latent vector. Default 128, as in both papers.</summary>
    public long LatentSize { get; init; } = 128;

    /// <summary>Feature maps of the generator next to the image. Default 32; SNGAN has 256 for CIFAR-10 and WGAN-GP
    /// 128, both have 64 for 64 pixels.</summary>
    public long GeneratorMaps { get; init; } = 32;

    /// <summary>Feature maps of the discriminator next to the image. Default 32; the papers have 128 for CIFAR-10 and
    /// 64 for 64 pixels.</summary>
    public long DiscriminatorMaps { get; init; } = 32;

    /// <summary>Normalisation in the discriminator. Default: spectral, and none under a gradient penalty.</summary>
    public DiscriminatorNorm DiscriminatorNorm { get; init; }

    /// <summary>How the discriminator gathers its last feature maps; layout Wgangp64 does not. Default: their
    /// sum.</summary>
    public ResNetPooling Pooling { get; init; }

    /// <summary>
    /// True lets the label choose scale and shift of the batch normalisation in the generator's blocks
    /// (<see cref="ConditionalBatchNorm2d"/>; Miyato and Koyama 2018, arXiv:1802.05637), beside what the conditioning
    /// does. Needs labels and a conditioning. Default false.
    /// </summary>
    public bool ConditionalBatchNorm { get; init; }

    /// <summary>True normalises the generator's weights spectrally too (Zhang et al. 2019, section 4.1). Default
    /// false.</summary>
    public bool GeneratorSpectralNorm { get; init; }

    /// <summary>Height of the feature maps that both networks attend over (<see cref="SelfAttention"/>); 0, the
    /// default, for none.</summary>
    public long SelfAttentionSide { get; init; }

    /// <summary>SNGAN's networks for CIFAR-10 (Miyato et al. 2018, table 3): 4,276,739 and 1,053,825 weights at
    /// 32x32x3.</summary>
    public static ResNetOptions Sngan32 { get; } =
        new()
        {
            GeneratorMaps = 256,
            DiscriminatorMaps = 128,
            DiscriminatorNorm = DiscriminatorNorm.Spectral,
        };

    /// <summary>WGAN-GP's networks for CIFAR-10 (Gulrajani et al. 2017, appendix): 1,204,483 and 1,053,825 weights at
    /// 32x32x3, no normalisation in the critic.</summary>
    public static ResNetOptions Wgangp32 { get; } =
        new()
        {
            GeneratorMaps = 128,
            DiscriminatorMaps = 128,
            DiscriminatorNorm = DiscriminatorNorm.None,
            Pooling = ResNetPooling.Mean,
        };

    /// <summary>The networks for 64 pixels in SNGAN's code: 1024 maps at 4x4 down to 64 at the image, and
    /// back.</summary>
    public static ResNetOptions Sngan64 { get; } =
        new()
        {
            Layout = ResNetLayout.Sngan64,
            GeneratorMaps = 64,
            DiscriminatorMaps = 64,
            DiscriminatorNorm = DiscriminatorNorm.Spectral,
        };

    /// <summary>The networks for 64 pixels in WGAN-GP's code: 512 maps at 4x4 down to 64 at the image, and back, with
    /// layer normalisation in the critic.</summary>
    public static ResNetOptions Wgangp64 { get; } =
        new()
        {
            Layout = ResNetLayout.Wgangp64,
            GeneratorMaps = 64,
            DiscriminatorMaps = 64,
            DiscriminatorNorm = DiscriminatorNorm.Layer,
        };

    /// <inheritdoc/>
    public GeneratorNetwork Generator(NetworkSpec spec) => new ResNetGenerator(this, spec);

    /// <inheritdoc/>
    public DiscriminatorNetwork Discriminator(NetworkSpec spec) => new ResNetDiscriminator(this, spec);

    bool INetworkFamily.ReadsLabels => ConditionalBatchNorm;

    CriticSlope INetworkFamily.Slope =>
        DiscriminatorNorm is DiscriminatorNorm.Auto or DiscriminatorNorm.Spectral
            ? CriticSlope.Bounded
            : CriticSlope.Free;

    bool INetworkFamily.CouplesSamples => DiscriminatorNorm == DiscriminatorNorm.Batch;

    double INetworkFamily.LeastGeneratorWeights(NetworkSpec spec)
    {
        var shape = ResNetShape.Of(spec.Shape);
        var maps = GeneratorMaps * (double)ResNetShape.Maps(1, shape.Halvings, Layout);
        return spec.LatentSize * maps * shape.Height * shape.Width
            + 4 * maps * maps
            + 9.0 * GeneratorMaps * spec.Shape[0]
            + (ConditionalBatchNorm ? 2.0 * spec.Condition.Width * maps : 0);
    }

    double INetworkFamily.LeastDiscriminatorWeights(NetworkSpec spec)
    {
        var shape = ResNetShape.Of(spec.Shape);
        var maps = DiscriminatorMaps * (double)ResNetShape.Maps(1, shape.Halvings, Layout);
        return 9.0 * DiscriminatorMaps * spec.Shape[0]
            + 9 * maps * maps
            + (Layout == ResNetLayout.Wgangp64 ? maps * shape.Height * shape.Width : 0);
    }

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(IReadOnlyList<long> shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        foreach (
            var problem in Bounds.Of(
                nameof(ResNetOptions),
                Bounds.Within(1, int.MaxValue, LatentSize),
                Bounds.AtLeast(1, GeneratorMaps),
                Bounds.AtLeast(1, DiscriminatorMaps)
            )
        )
        {
            yield return problem;
        }
        if (shape.Count != 3)
        {
            yield return new Problem(
                "Residual networks make images [C, H, W], but the data set has samples of shape "
                    + $"{ShapeText.Of(shape)}.",
                "Use WithMlp() for vectors."
            );
        }
        else if (ImageSides.Problem("A residual network", shape, "from 8 up", side => side >= 8) is { } misfit)
        {
            yield return misfit;
        }
        else if (SelfAttentionSide != 0 && !ResNetShape.Of(shape).Common(Layout).Contains(SelfAttentionSide))
        {
            yield return "ResNetOptions.SelfAttentionSide must be a height of feature maps in both networks, "
                + $"which for images of {shape[1]}x{shape[2]} are "
                + $"{InvariantText.Join(", ", ResNetShape.Of(shape).Common(Layout))}, but was {SelfAttentionSide}.";
        }
    }
}
