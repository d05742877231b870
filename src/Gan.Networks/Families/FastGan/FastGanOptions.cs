using Gan.Losses;

namespace Gan;

/// <summary>
/// FastGAN, for few images and little time (Liu et al. 2021, arXiv:2101.04775): images [C, H, W] with any sides from 16
/// up. The default is narrow, for 32 or 64 pixels on a processor; <see cref="Paper"/> has the authors' width.
/// </summary>
/// <remarks>
/// The generator's widths belong to the resolution and the discriminator's to the distance from its last maps, as in
/// the authors' networks. Its discriminator scores patches and brings decoders: add
/// <see cref="DecoderReconstruction"/>, as the preset <c>WithFastGan()</c> does.
/// </remarks>
public sealed record FastGanOptions : INetworkFamily
{
    internal const long StartSide = 4; // of the generator's first maps, at least
    internal const long EndSide = 7; // of the discriminator's last maps, at least
    private const long LeastSide = 16;
    private const int MostOctaves = 12;

    // Times the maps at 128 pixels, from 4 pixels on.
    private static readonly double[] Widths = [16, 8, 4, 2, 2, 1, 0.5, 0.25, 0.125];

    /// <summary>Entries of the latent vector. At least 1. Default 256, as in the paper.</summary>
    public long LatentSize { get; init; } = 256;

    /// <summary>Feature maps of the generator at 128 pixels: 16 times as many at 4 pixels, then 8, 4, 2, 2, 1, ½, ¼ and
    /// ⅛ at 1024. At least 1. Default 8; the authors have 64.</summary>
    public long GeneratorMaps { get; init; } = 8;

    /// <summary>An eighth of the discriminator's last feature maps, which are 7 to 13 pixels high or wide; a level
    /// nearer to the image has half as many. At least 1. Default 8; the authors have 64.</summary>
    public long DiscriminatorMaps { get; init; } = 8;

    /// <summary>
    /// Doublings between the two maps that skip-layer excitation joins, the first of which follow the start by one: 4,
    /// the default and the paper's, joins 8 and 128 pixels, 16 and 256, 32 and 512, and has no effect on smaller
    /// images. 2 joins 8 and 32, 16 and 64. 0 leaves it out. At most 12.
    /// </summary>
    public int ExcitationOctaves { get; init; } = 4;

    /// <summary>Normalisation in the discriminator. Default: batch normalisation, and none under a gradient
    /// penalty.</summary>
    public DiscriminatorNorm DiscriminatorNorm { get; init; }

    /// <summary>The authors' width: 64 maps in both networks.</summary>
    public static FastGanOptions Paper { get; } = new() { GeneratorMaps = 64, DiscriminatorMaps = 64 };

    /// <inheritdoc/>
    public GeneratorNetwork Generator(NetworkSpec spec) => new FastGanGenerator(this, spec);

    /// <inheritdoc/>
    public DiscriminatorNetwork Discriminator(NetworkSpec spec) => new FastGanDiscriminator(this, spec);

    bool INetworkFamily.ReadsLabels => false;

    CriticSlope INetworkFamily.Slope =>
        DiscriminatorNorm == DiscriminatorNorm.Spectral ? CriticSlope.Bounded : CriticSlope.Free;

    bool INetworkFamily.CouplesSamples => DiscriminatorNorm == DiscriminatorNorm.Batch;

    double INetworkFamily.LeastGeneratorWeights(NetworkSpec spec)
    {
        var start = ImageSides.Halved(spec.Shape, StartSide)[^1];
        return 2.0 * spec.LatentSize * (16.0 * GeneratorMaps) * start.Height * start.Width
            + 9.0 * MapsAt(0) * 2 * MapsAt(1);
    }

    double INetworkFamily.LeastDiscriminatorWeights(NetworkSpec spec) =>
        9.0 * 64 * DiscriminatorMaps * DiscriminatorMaps;

    /// <summary>Feature maps of the generator after so many doublings.</summary>
    internal long MapsAt(int level) => Math.Max(1, (long)(GeneratorMaps * Widths[Math.Min(level, Widths.Length - 1)]));

    /// <summary>Feature maps of the discriminator, so many halvings before its end.</summary>
    internal long JudgeMapsAt(int before) => Math.Max(1, (8 * DiscriminatorMaps) >> before);

    /// <summary>The same of the way that sees the image at half of its sides.</summary>
    internal long SmallMapsAt(int before) => Math.Max(1, (4 * DiscriminatorMaps) >> before);

    /// <summary>Feature maps of a decoder after each doubling.</summary>
    internal long[] DecoderMaps =>
        [2 * DiscriminatorMaps, DiscriminatorMaps, DiscriminatorMaps, Math.Max(1, DiscriminatorMaps / 2)];

    /// <summary>The levels of the generator whose maps an earlier level chooses among.</summary>
    internal IEnumerable<int> Excited(IReadOnlyList<long> shape)
    {
        var last = ImageSides.Halved(shape, StartSide).Count - 1;
        var first = ExcitationOctaves + 1;
        return ExcitationOctaves == 0 || last < first ? [] : Enumerable.Range(first, last - first + 1);
    }

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(IReadOnlyList<long> shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        foreach (
            var problem in Bounds.Of(
                nameof(FastGanOptions),
                Bounds.Within(1, int.MaxValue, LatentSize),
                Bounds.AtLeast(1, GeneratorMaps),
                Bounds.AtLeast(1, DiscriminatorMaps),
                Bounds.Within(0, MostOctaves, ExcitationOctaves),
                Bounds.Named(DiscriminatorNorm)
            )
        )
        {
            yield return problem;
        }
        if (shape.Count != 3)
        {
            yield return new Problem(
                $"A FastGAN makes images [C, H, W], but the data set has samples of shape {ShapeText.Of(shape)}.",
                "Use WithMlp() for vectors."
            );
        }
        else if (
            ImageSides.Problem("A FastGAN", shape, $"from {LeastSide} up", side => side >= LeastSide) is { } misfit
        )
        {
            yield return misfit;
        }
    }

    /// <inheritdoc/>
    public IEnumerable<string> Advice(IReadOnlyList<long> shape, TrainingMoment last)
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (ExcitationOctaves == 0 || Problems(shape).Any() || Excited(shape).Any())
        {
            yield break;
        }
        long[] sides = [.. ImageSides.Halved(shape, StartSide).Select(side => Math.Min(side.Height, side.Width))];
        if (sides.Length > 2) // or the sides overflow
        {
            var octaves = Math.Min(sides.Length - 2, 2);
            yield return $"Skip-layer excitation has no effect on images of {shape[1]}x{shape[2]}: with "
                + $"ExcitationOctaves = {ExcitationOctaves} it starts at {8L << ExcitationOctaves} pixels. Set "
                + $"FastGanOptions.ExcitationOctaves = {octaves}, which joins maps of {sides[^2]} and "
                + $"{sides[^(octaves + 2)]} pixels.";
        }
    }
}
