using Gan.Losses;

namespace Gan;

/// <summary>
/// The networks of BigGAN (Brock et al. 2019, "Large scale GAN training for high fidelity natural image synthesis",
/// arXiv:1809.11096, appendix B) for images [C, H, W] of any sides from 8 up: residual blocks, spectral normalisation
/// in both networks, orthogonal weights at the start, and batch normalisation whose scale and shift come from the class
/// and from a part of the latent. The default is narrow enough for a processor; the presets have the paper's widths.
/// </summary>
/// <remarks>
/// <para>Up to three halvings (32 pixels) all layers have four times the maps next to the image, as in the paper's
/// networks for CIFAR-10; from four on (64 pixels) there are 16 times as many in the middle.</para>
/// <para>With labels, take <see cref="ProjectionConditioning"/> of size 0, as WithBigGan (package Gan.Net) does: the
/// networks read the label themselves. Without, the part of the latent alone chooses scale and shift.</para>
/// </remarks>
public sealed record BigGanOptions : INetworkFamily
{
    /// <summary>Entries of the latent vector; a multiple of the number of blocks and one where
    /// <see cref="LatentInEveryBlock"/> is set. Default 120, as in the paper at 128 pixels.</summary>
    public long LatentSize { get; init; } = 120;

    /// <summary>Feature maps ch of the generator next to the image. Default 16; the paper has 96, and 64 for
    /// CIFAR-10.</summary>
    public long GeneratorMaps { get; init; } = 16;

    /// <summary>Feature maps ch of the discriminator next to the image. Default 16; the paper has 96, and 64 for
    /// CIFAR-10.</summary>
    public long DiscriminatorMaps { get; init; } = 16;

    /// <summary>Length of the label's vector that all normalisations of the generator share; 0 gives each a table of
    /// its own, as <see cref="ConditionalBatchNorm2d"/>. Default 128, as in the paper.</summary>
    public long SharedEmbedding { get; init; } = 128;

    /// <summary>True cuts the latent into equal parts: one for the first layer, one for the normalisations of each
    /// block (the paper's skip-z, section 3). Needs <see cref="SharedEmbedding"/>. Default true.</summary>
    public bool LatentInEveryBlock { get; init; } = true;

    /// <summary>Height of the feature maps that both networks attend over (<see cref="SelfAttention"/>); 0, the
    /// default, for none. The paper has 64 at 128 pixels.</summary>
    public long SelfAttentionSide { get; init; }

    /// <summary>The paper's networks for 128x128 (tables 4 and 5): 70,433,988 and 87,982,370 weights with 1,000
    /// classes, the projection's included.</summary>
    public static BigGanOptions Paper { get; } =
        new()
        {
            GeneratorMaps = 96,
            DiscriminatorMaps = 96,
            SelfAttentionSide = 64,
        };

    /// <summary>The networks for CIFAR-10 in the code of the paper's first author: 64 maps, tables for each layer, the
    /// latent in the first layer alone.</summary>
    public static BigGanOptions Cifar { get; } =
        new()
        {
            LatentSize = 128,
            GeneratorMaps = 64,
            DiscriminatorMaps = 64,
            SharedEmbedding = 0,
            LatentInEveryBlock = false,
        };

    /// <inheritdoc/>
    public GeneratorNetwork Generator(NetworkSpec spec) => new BigGanGenerator(this, spec);

    /// <inheritdoc/>
    public DiscriminatorNetwork Discriminator(NetworkSpec spec) => new BigGanDiscriminator(this, spec);

    CriticSlope INetworkFamily.Slope => CriticSlope.Bounded;

    double INetworkFamily.LeastGeneratorWeights(NetworkSpec spec)
    {
        var sides = BigGanShape.Sides(spec.Shape);
        var maps = GeneratorMaps * (double)BigGanShape.GeneratorWidths(sides.Count - 1)[0];
        var entries = (double)LatentSize / Parts(sides.Count - 1);
        return entries * maps * sides[^1].Height * sides[^1].Width
            + 9 * maps * maps
            + 9.0 * GeneratorMaps * spec.Shape[0]
            + (double)spec.Condition.Width * (SharedEmbedding > 0 ? SharedEmbedding : 2 * maps);
    }

    double INetworkFamily.LeastDiscriminatorWeights(NetworkSpec spec)
    {
        var widths = BigGanShape.DiscriminatorWidths(BigGanShape.Sides(spec.Shape).Count - 1);
        var maps = DiscriminatorMaps * (double)widths[^1];
        return 9 * maps * maps + 9.0 * DiscriminatorMaps * spec.Shape[0];
    }

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(IReadOnlyList<long> shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        foreach (
            var problem in Bounds.Of(
                nameof(BigGanOptions),
                Bounds.Within(1, int.MaxValue, LatentSize),
                Bounds.Within(1, 1 << 20, GeneratorMaps),
                Bounds.Within(1, 1 << 20, DiscriminatorMaps),
                Bounds.Within(0, 1 << 20, SharedEmbedding)
            )
        )
        {
            yield return problem;
        }
        if (LatentInEveryBlock && SharedEmbedding == 0)
        {
            yield return new Problem(
                "BigGanOptions.LatentInEveryBlock needs a SharedEmbedding of at least 1, but it is 0.",
                "Leave SharedEmbedding out, or set LatentInEveryBlock to false."
            );
        }
        if (shape.Count != 3)
        {
            yield return new Problem(
                $"A BigGAN makes images [C, H, W], but the data set has samples of shape {ShapeText.Of(shape)}.",
                "Use WithMlp() for vectors."
            );
        }
        else if (ImageSides.Problem("A BigGAN", shape, "from 8 up", side => side >= 8) is { } sides)
        {
            yield return sides;
        }
        else
        {
            foreach (var problem in LayoutProblems(BigGanShape.Sides(shape)))
            {
                yield return problem;
            }
        }
    }

    /// <summary>In how many parts the latent is cut.</summary>
    internal int Parts(int blocks) => LatentInEveryBlock ? blocks + 1 : 1;

    private IEnumerable<Problem> LayoutProblems(List<(long Height, long Width)> sides)
    {
        var parts = Parts(sides.Count - 1);
        if (LatentSize is >= 1 and <= int.MaxValue && LatentSize % parts != 0)
        {
            yield return new Problem(
                $"BigGanOptions.LatentSize must be a multiple of {parts}, one part for the first layer and one for "
                    + $"each of {sides.Count - 1} blocks, but was {LatentSize}.",
                $"Take {Math.Max(1, LatentSize / parts) * parts}."
            );
        }
        var heights = BigGanShape.CommonHeights(sides);
        if (SelfAttentionSide != 0 && !heights.Contains(SelfAttentionSide))
        {
            yield return "BigGanOptions.SelfAttentionSide must be a height of feature maps in both networks, "
                + $"which for images of {sides[0].Height}x{sides[0].Width} are {InvariantText.Join(", ", heights)}, "
                + $"but was {SelfAttentionSide}.";
        }
    }
}
