using static TorchSharp.torch;

namespace Gan;

/// <summary>What a translator is for.</summary>
public enum TranslationKind
{
    /// <summary>An image of an image, of any meaning.</summary>
    Translation,

    /// <summary>The same image, larger.</summary>
    SuperResolution,

    /// <summary>An image whose hole is filled: the input is [image·(1 − mask), mask], [N, C + 1, H, W], with 1 in the
    /// hole.</summary>
    Completion,
}

/// <summary>All that it takes to make a translator: a training makes its network from it, and a file of a trained one
/// holds it.</summary>
public sealed record TranslatorPlan
{
    /// <summary>The family that the translator is of.</summary>
    public required ITranslatorFamily Family { get; init; }

    /// <summary>Shape of one input: [C, H, W]; for a completion with the mask's channel.</summary>
    public required IReadOnlyList<long> InputShape { get; init; }

    /// <summary>Shape of one output: [C', s·H, s·W].</summary>
    public required IReadOnlyList<long> OutputShape { get; init; }

    /// <summary>What the translator is for. Default: any translation.</summary>
    public TranslationKind Kind { get; init; }

    /// <summary>True for two translators in one network, there and back (<see cref="CycleTranslators"/>). Default
    /// false.</summary>
    public bool BothWays { get; init; }

    /// <summary>The plan of the way back.</summary>
    public TranslatorPlan Back => this with { InputShape = OutputShape, OutputShape = InputShape, BothWays = false };

    /// <summary>True lets layers multiply in bfloat16 where that gains. Weights are float32 either way. Default
    /// false.</summary>
    public bool MixedPrecision { get; init; }

    /// <summary>Whether the network will compute on the processor, where some convolutions of float32 are as fast as
    /// those of bfloat16. Default true.</summary>
    public bool OnProcessor { get; init; } = true;

    /// <summary>How many times as high and wide the output is: 1 but for super-resolution.</summary>
    public long Scale => Spec.Scale;

    /// <summary>What the translator is made from.</summary>
    public TranslatorSpec Spec =>
        new(InputShape, OutputShape) { MixedPrecision = MixedPrecision, OnProcessor = OnProcessor };

    /// <summary>Makes a translator with fresh weights: [N, C, H, W] → [N, C', s·H, s·W].</summary>
    public TranslatorNetwork MakeTranslator()
    {
        using var alone = WeightInitialisation.Alone();
        return BothWays
            ? new CycleTranslators(Family.Translator(Spec), Family.Translator(Back.Spec))
            : Family.Translator(Spec);
    }

    /// <summary>What stands against the shapes and the family's settings, each with its remedy; empty when all is
    /// well.</summary>
    public IEnumerable<Problem> Problems()
    {
        if (ShapeProblem() is { } problem)
        {
            return [problem];
        }
        return BothWays
            ? Family.Problems(InputShape, OutputShape).Concat(Back.Problems()).Distinct()
            : Family.Problems(InputShape, OutputShape);
    }

    /// <summary>What a translation is in the end: as the network made it, and for a completion with the known pixels of
    /// the input.</summary>
    /// <param name="input">What the network read, [N, C, H, W].</param>
    /// <param name="made">What it made, [N, C', s·H, s·W].</param>
    public Tensor Finish(Tensor input, Tensor made)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(made);
        if (Kind != TranslationKind.Completion)
        {
            return made;
        }
        var channels = input.shape[1] - 1;
        var hole = input.narrow(1, channels, 1);
        return (made * hole) + (input.narrow(1, 0, channels) * (1 - hole));
    }

    /// <summary>Shape of one output for inputs [N, C, H, W] of any size.</summary>
    internal long[] OutputSize(ReadOnlySpan<long> shape) =>
        [OutputShape[0], shape[2] * OutputShape[1] / InputShape[1], shape[3] * OutputShape[2] / InputShape[2]];

    /// <summary>The plan as text beside the weights in a safetensors file, as <see cref="TrainedTranslator"/> writes
    /// and reads it.</summary>
    /// <param name="dataSet">Name of the data that the network was trained with.</param>
    /// <param name="step">Training steps behind it. At least 0.</param>
    public IReadOnlyDictionary<string, string> ToMetadata(string dataSet, long step)
    {
        ArgumentNullException.ThrowIfNull(dataSet);
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        return new TranslatorBlueprint(this, dataSet, step).ToMetadata();
    }

    private Problem? ShapeProblem()
    {
        var input = ShapeText.Of(InputShape);
        var output = ShapeText.Of(OutputShape);
        if (!IsImage(InputShape) || !IsImage(OutputShape))
        {
            return $"A translator makes images [C, H, W] of images, but the shapes are {input} and {output}.";
        }
        var larger = OutputShape[1] > InputShape[1] && OutputShape[2] * InputShape[1] == OutputShape[1] * InputShape[2];
        return Kind switch
        {
            TranslationKind.SuperResolution when !larger || OutputShape[1] % InputShape[1] != 0 => new Problem(
                "Super-resolution makes both sides larger by the same whole number, but makes "
                    + $"{output} of {input}.",
                "Take the input by downscaling the target."
            ),
            TranslationKind.Completion when InputShape[0] != OutputShape[0] + 1 => new Problem(
                $"A completion reads the image and its mask, {OutputShape[0] + 1} channels for {output}, "
                    + $"but its input is {input}.",
                "Join the mask as the last channel."
            ),
            TranslationKind.Completion when !InputShape.Skip(1).SequenceEqual(OutputShape.Skip(1)) => new Problem(
                $"A completion makes images as large as its input, but makes {output} of {input}."
            ),
            _ => null,
        };
    }

    private static bool IsImage(IReadOnlyList<long> shape) => shape.Count == 3 && FileMetadata.IsShape(shape);
}
