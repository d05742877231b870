namespace Gan;

/// <summary>
/// The U-Net of pix2pix (Isola et al. 2017, arXiv:1611.07004, section 3.2 and appendix 6.1): strided 4x4 convolutions
/// to the middle, transposed ones back, and from each level a copy of its maps across. For images whose output is
/// aligned with the input, with sides that are multiples of 2^Depth.
/// </summary>
/// <remarks>
/// Its noise is the dropout of the first three layers of the decoder, which stays on in evaluation: the seed of
/// <see cref="TrainedTranslator.Translate"/> chooses it. What crosses is what the encoder's layer gives, behind its
/// LeakyReLU, as the paper's text reads; the authors' code sends it through the decoder's ReLU as well. Neither the
/// first nor the innermost layer is normalised, because one value of 1x1 maps would become 0. Weights start at N(0,
/// 0.02).
/// </remarks>
public sealed record UNet : ITranslatorFamily
{
    /// <summary>How often the sides are halved, from 2 to 12. Default 5, for sides from 32 up; the paper has 8 for 256
    /// pixels.</summary>
    public int Depth { get; init; } = 5;

    /// <summary>Feature maps F of the layer next to the image; they double with each level, up to 8·F. Default 16; the
    /// paper has 64.</summary>
    public long FeatureMaps { get; init; } = 16;

    /// <summary>Share of values that the noise drops, in [0, 1). Default 0.5, as in the paper; 0 gives one output an
    /// input.</summary>
    public double Dropout { get; init; } = 0.5;

    /// <summary>Normalisation. Default: instance, which batch normalisation by the statistics of the test batch is for
    /// the paper's batches of 1.</summary>
    public TranslatorNorm Norm { get; init; }

    /// <summary>True doubles the sides by repetition and a 3x3 convolution instead of a transposed 4x4 one, which draws
    /// no chequerboards (Odena et al. 2016). Default false.</summary>
    public bool ResizeConvolution { get; init; }

    /// <summary>The paper's network for 256 pixels: 54.4 million weights.</summary>
    public static UNet Pix2Pix { get; } = new() { Depth = 8, FeatureMaps = 64 };

    /// <summary>Maps of the encoder's layer, from 0 next to the image.</summary>
    internal long Maps(int level) => FeatureMaps * Math.Min(8, 1L << level);

    /// <inheritdoc/>
    public TranslatorNetwork Translator(TranslatorSpec spec) => new UNetTranslator(this, spec);

    double ITranslatorFamily.LeastWeights(TranslatorSpec spec) =>
        9.0 * FeatureMaps * (spec.InputChannels + spec.OutputChannels)
        + 16.0 * FeatureMaps * FeatureMaps * (1 << Math.Min(3, Depth - 1)) * (1 << Math.Min(3, Depth - 2));

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(IReadOnlyList<long> inputShape, IReadOnlyList<long> targetShape)
    {
        var own = Bounds
            .Of(
                nameof(UNet),
                Bounds.Within(2, 12, Depth),
                Bounds.AtLeast(1, FeatureMaps),
                Bounds.In("[0, 1)", Dropout),
                Bounds.Named(Norm)
            )
            .ToList();
        return own.Count > 0
            ? own
            : TranslatorShapes
                .SameSides($"A U-Net of depth {Depth}", inputShape, targetShape, 1L << Depth)
                .Select(p => p.Remedy.StartsWith("Resize", StringComparison.Ordinal) ? Shallower(p, inputShape) : p);
    }

    private static Problem Shallower(Problem problem, IReadOnlyList<long> input)
    {
        var depth = 0;
        while (depth < 12 && input[1] % (2L << depth) == 0 && input[2] % (2L << depth) == 0)
        {
            depth++;
        }
        return depth < 2 ? problem : problem with { Remedy = $"{problem.Remedy} Or set UNet.Depth = {depth}." };
    }
}
