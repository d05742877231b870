using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>What the transforms of images share.</summary>
internal static class TransformImages
{
    public const double Black = -1;

    public static Problem? Known(ImageBorder border, string name) =>
        Bounds.Must(Enum.IsDefined(border), "be Black, Edge or Mirror", border, name);

    public static IEnumerable<Problem> Problems(IRandomTransform transform, IReadOnlyList<long> shape) =>
        Problems(transform.GetType().Name, shape);

    public static IEnumerable<Problem> Problems(string name, IReadOnlyList<long> shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return Bounds.All(Misfit(name, shape));
    }

    private static Problem? Misfit(string name, IReadOnlyList<long> shape)
    {
        var samples = $"the samples have shape {ShapeText.Of(shape)}";
        if (shape.Count != 3)
        {
            return new($"{name} changes images [C, H, W], but {samples}.", "Leave it out.");
        }

        return shape.Any(size => size < 1)
            ? new($"{name} changes images with at least one pixel, but {samples}.", "Correct the shape.")
            : null;
    }

    /// <summary>
    /// Checks what <see cref="IRandomTransform.Apply"/> is given, since libtorch's
    /// own message would name neither transform nor remedy. False for a batch of
    /// no images, which libtorch's samplers refuse and which nothing changes.
    /// </summary>
    public static bool Any(IRandomTransform transform, Tensor samples, TransformRandom random)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(random);
        GanConfigurationException.ThrowIfAny(transform.Problems());
        CheckImages(transform.GetType().Name, transform.Problems, samples, random);
        return samples.shape[0] > 0;
    }

    /// <summary>Checks what <see cref="IPairing.Derive"/> is given.</summary>
    public static void CheckDerived(IPairing pairing, Tensor targets, TransformRandom random)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(random);
        GanConfigurationException.ThrowIfAny(pairing.Problems());
        CheckImages(pairing.GetType().Name, pairing.Problems, targets, random, nameof(targets));
    }

    /// <summary>Refuses settings and a shape that have problems.</summary>
    public static void ThrowIfUnfit(IEnumerable<Problem> settings, IEnumerable<Problem> shape, string parameter)
    {
        GanConfigurationException.ThrowIfAny(settings);
        List<Problem> problems = [.. shape];
        if (problems.Count > 0)
        {
            throw new ArgumentException(InvariantText.Join(" ", problems), parameter);
        }
    }

    private static void CheckImages(
        string name,
        Func<IReadOnlyList<long>, IEnumerable<Problem>> problems,
        Tensor samples,
        TransformRandom random,
        string parameter = "samples"
    )
    {
        if (samples.dim() != 4 || samples.dtype != ScalarType.Float32 || samples.shape[1..].Contains(0))
        {
            throw new ArgumentException(
                $"{name} changes samples float32 [N, C, H, W], but these are {Text.Describe(samples)}. "
                    + $"Convert or reshape them, or leave {name} out.",
                parameter
            );
        }

        if (random.Count != samples.shape[0])
        {
            throw new ArgumentException(
                $"{name} takes a stream for each of the {samples.shape[0]} samples, but random has {random.Count}. "
                    + "Make it with that count.",
                nameof(random)
            );
        }

        ThrowIfUnfit([], problems(samples.shape[1..]), parameter);
    }

    /// <summary>A number for each image of a batch, as <c>[N, 1, 1, 1]</c> beside them.</summary>
    public static Tensor PerImage(double[] numbers, Tensor images) =>
        tensor(numbers, [numbers.Length, 1, 1, 1]).to(images.dtype, images.device);

    /// <summary>The second tensor's images where asked for, else the first's, bit for bit.</summary>
    public static Tensor Choose(Tensor images, Tensor changed, bool[] which)
    {
        var places = new long[which.Length];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = which[i] ? i + which.Length : i;
        }

        return cat([images, changed]).index_select(0, tensor(places).to(images.device));
    }
}
