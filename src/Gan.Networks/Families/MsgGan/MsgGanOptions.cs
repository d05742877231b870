using Gan.Losses;

namespace Gan;

/// <summary>
/// Multi-scale gradients (MSG-GAN, Karnewar and Wang 2020, arXiv:1903.06048) for images [C, H, W] of any channels and
/// sides: each block of the generator gives an image of its resolution, and the discriminator reads all of them, so
/// that gradients reach all blocks from the first step on. Nothing grows, and there is no schedule. The blocks are
/// those of <see cref="ProGanOptions"/>. The default is for a processor; <see cref="Paper"/> has the paper's widths.
/// </summary>
public sealed record MsgGanOptions : INetworkFamily
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

    /// <summary>Samples of a group whose deviation each block of the discriminator sees (<see cref="MinibatchStd"/>).
    /// At least 2, or 0 for none. Default 4.</summary>
    public long DeviationGroup { get; init; } = 4;

    /// <summary>The paper's widths (MSG-ProGAN) for 1024 pixels.</summary>
    public static MsgGanOptions Paper { get; } = new() { LatentSize = 512, MaxMaps = 512 };

    /// <inheritdoc/>
    public GeneratorNetwork Generator(NetworkSpec spec) => new MsgGanGenerator(this, spec);

    /// <inheritdoc/>
    public DiscriminatorNetwork Discriminator(NetworkSpec spec) => new MsgGanDiscriminator(this, spec);

    /// <summary>Room for an image and its smaller ones: [C, H, W + W / 2], half of an odd width rounded up.</summary>
    /// <param name="sampleShape">[C, H, W].</param>
    public IReadOnlyList<long> JudgedShape(IReadOnlyList<long> sampleShape)
    {
        ArgumentNullException.ThrowIfNull(sampleShape);
        if (sampleShape.Count != 3 || sampleShape.Any(size => size < 1))
        {
            return sampleShape; // Problems says so
        }
        var (height, width) = Pyramid.Of(sampleShape).Packed;
        return [sampleShape[0], height, width];
    }

    bool INetworkFamily.ReadsLabels => false;

    CriticSlope INetworkFamily.Slope => CriticSlope.Free;

    double INetworkFamily.LeastGeneratorWeights(NetworkSpec spec)
    {
        var shape = Pyramid.Of(spec.Shape).Shape;
        double maps = shape.MapsAt(0, GeneratorMaps, MaxMaps);
        return spec.LatentSize * maps * shape.Sides[0].Height * shape.Sides[0].Width + 9 * maps * maps;
    }

    double INetworkFamily.LeastDiscriminatorWeights(NetworkSpec spec)
    {
        var shape = Pyramid.OfPacked(spec.Shape).Shape;
        double maps = shape.MapsAt(0, DiscriminatorMaps, MaxMaps);
        return maps * maps * (9 + shape.Sides[0].Height * (double)shape.Sides[0].Width);
    }

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(IReadOnlyList<long> shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        IEnumerable<Problem> settings = Bounds.Of(
            nameof(MsgGanOptions),
            Bounds.Within(1, int.MaxValue, LatentSize),
            Bounds.AtLeast(1, GeneratorMaps),
            Bounds.AtLeast(1, DiscriminatorMaps),
            Bounds.AtLeast(1, MaxMaps),
            Bounds.Must(DeviationGroup is 0 or > 1, "be 0 or at least 2", DeviationGroup)
        );
        foreach (var problem in settings)
        {
            yield return problem;
        }
        if (shape.Count != 3)
        {
            yield return new Problem(
                $"MSG-GAN makes images [C, H, W], but the data set has samples of shape {ShapeText.Of(shape)}.",
                "Use WithMlp() for vectors."
            );
        }
        else if (ImageSides.Problem("An MSG-GAN", shape, "from 4 up", side => side >= 4) is { } misfit)
        {
            yield return misfit;
        }
    }
}
