using Gan.Losses;

namespace Gan;

/// <summary>
/// The networks of R3GAN (Huang et al. 2024, "The GAN is dead; long live the GAN!", arXiv:2501.05441, section 3 and
/// appendix D) for images [C, H, W] of any sides from 4 up. There is no normalisation: residual blocks of grouped
/// convolutions start as the identity, and filters stand where sides double and halve. The default is narrow enough for
/// a processor; the presets have the paper's widths.
/// </summary>
/// <remarks>
/// The stages have <see cref="Maps"/> feature maps up to 32 pixels and half as many with each doubling after that. What
/// the generator makes is not squashed: it may leave [-1, 1] in training, as in the paper, and is cut to it in
/// evaluation mode. Put them together with the loss, the penalties and the schedules of WithR3gan (package Gan.Net).
/// </remarks>
public sealed record R3ganOptions : INetworkFamily
{
    /// <summary>Channels of a group, in the paper's configurations and here.</summary>
    internal const long GroupSize = 16;

    /// <summary>Entries of the latent vector. Default 64, as in the paper.</summary>
    public long LatentSize { get; init; } = 64;

    /// <summary>Feature maps of the stages up to 32 pixels; a multiple of 8, so that groups have 16 channels. Default
    /// 48; the paper has 768.</summary>
    public long Maps { get; init; } = 48;

    /// <summary>Residual blocks in each stage of each network. At least 1. Default 1; the paper has 2.</summary>
    public int Blocks { get; init; } = 1;

    /// <summary>The paper's networks: 20,732,160 and 20,683,776 weights for CIFAR-10 (32x32x3, without labels),
    /// 23,057,952 and 23,009,568 at 256x256x3 (table 2, configuration E: 23.058 and 23.010 million).</summary>
    public static R3ganOptions Paper { get; } = new() { Maps = 768, Blocks = 2 };

    /// <inheritdoc/>
    public GeneratorNetwork Generator(NetworkSpec spec) => new R3ganGenerator(this, spec);

    /// <inheritdoc/>
    public DiscriminatorNetwork Discriminator(NetworkSpec spec) => new R3ganDiscriminator(this, spec);

    bool INetworkFamily.ReadsLabels => false;

    CriticSlope INetworkFamily.Slope => CriticSlope.Free;

    double INetworkFamily.LeastGeneratorWeights(NetworkSpec spec)
    {
        var sides = Sides(spec.Shape);
        return LeastWeights(spec, sides.Count - 1)
            + (double)Maps * (spec.LatentSize + (double)sides[^1].Height * sides[^1].Width);
    }

    double INetworkFamily.LeastDiscriminatorWeights(NetworkSpec spec)
    {
        var sides = Sides(spec.Shape);
        return LeastWeights(spec, sides.Count - 1) + Maps * (1 + (double)sides[^1].Height * sides[^1].Width);
    }

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(IReadOnlyList<long> shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        foreach (
            var bound in Bounds.Of(
                nameof(R3ganOptions),
                Bounds.Within(1, int.MaxValue, LatentSize),
                Bounds.Within(GroupSize / 2, 1 << 20, Maps),
                Bounds.Within(1, 1 << 10, Blocks)
            )
        )
        {
            yield return bound;
        }
        if (Maps is > 0 and <= 1 << 20 && Maps % (GroupSize / 2) != 0)
        {
            yield return new Problem(
                $"R3ganOptions.Maps must be a multiple of {GroupSize / 2}, but was {Maps}.",
                $"Take {Math.Max(1, Maps / (GroupSize / 2)) * (GroupSize / 2)}."
            );
        }
        if (shape.Count != 3)
        {
            yield return new Problem(
                $"An R3GAN makes images [C, H, W], but the data set has samples of shape {ShapeText.Of(shape)}.",
                "Use WithMlp() for vectors."
            );
        }
        else if (ImageSides.Problem("An R3GAN", shape, "from 4 up", side => side >= 4) is { } problem)
        {
            yield return problem;
        }
    }

    /// <summary>The sides of an image on the way to the middle of a network, the image's own first: 32 leads to 4, 48
    /// to 6, 28 to 4.</summary>
    internal static List<(long Height, long Width)> Sides(IReadOnlyList<long> shape) =>
        ImageSides.Halved(shape, least: 4);

    /// <summary>Residual blocks of a whole network of so many stages.</summary>
    internal long Depth(int stages) => (long)Blocks * stages;

    /// <summary>Feature maps of the stage that is so many doublings away from the middle.</summary>
    internal long MapsAt(int doublings)
    {
        const long multiple = GroupSize / 2;
        var maps = Maps >> Math.Clamp(doublings - 3, 0, 62); // the middle has 4 pixels, and 32 are three doublings away
        return Math.Max(1, (maps + multiple - 1) / multiple) * multiple;
    }

    // the blocks of all stages, and the convolution at the image
    private double LeastWeights(NetworkSpec spec, int halvings)
    {
        var blocks = Enumerable.Range(0, halvings + 1).Sum(stage => WeightsOfBlock(MapsAt(stage)));
        return Blocks * blocks + (double)MapsAt(halvings) * spec.Shape[0];
    }

    private static double WeightsOfBlock(double maps) => 4 * maps * maps + (2 * 9 * GroupSize + 4) * maps;
}
