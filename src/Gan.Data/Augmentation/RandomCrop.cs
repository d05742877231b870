using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>Pads each image on all sides and cuts its own size out again, at a random place: a shift by up to
/// <see cref="Padding"/> whole pixels each way.</summary>
public sealed record RandomCrop : IRandomTransform
{
    /// <summary>Makes the transform.</summary>
    /// <param name="padding">Pixels added on each side, at least 1 and at most the image's height and width; with
    /// mirrored borders less than both.</param>
    /// <param name="border">What the padding shows; mirrored, the pixel at the edge occurs once. Default black.</param>
    public RandomCrop(int padding, ImageBorder border = ImageBorder.Black)
    {
        Padding = padding;
        Border = border;
    }

    /// <summary>Pixels added on each side.</summary>
    public int Padding { get; }

    /// <summary>What the padding shows.</summary>
    public ImageBorder Border { get; }

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() =>
        Bounds.All(Bounds.AtLeast(1, Padding, "padding"), TransformImages.Known(Border, "border"));

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(IReadOnlyList<long> shape)
    {
        List<Problem> problems = [.. TransformImages.Problems(this, shape)];
        if (problems.Count == 0)
        {
            (long smaller, bool mirror) = (Math.Min(shape[1], shape[2]), Border == ImageBorder.Mirror);
            long most = mirror ? smaller - 1 : smaller;
            if (Padding > most)
            {
                problems.Add(
                    new(
                        $"RandomCrop {(mirror ? "mirrors" : "moves images by up to")} {Padding} pixels, but the "
                            + $"images have {smaller}.",
                        $"Choose a padding of at most {most}."
                    )
                );
            }
        }

        return problems;
    }

    /// <inheritdoc/>
    public Tensor Apply(Tensor samples, TransformRandom random)
    {
        if (!TransformImages.Any(this, samples, random))
        {
            return samples.alias();
        }

        (long height, long width) = (samples.shape[2], samples.shape[3]);
        PaddingModes mode = Border switch
        {
            ImageBorder.Edge => PaddingModes.Replicate,
            ImageBorder.Mirror => PaddingModes.Reflect,
            _ => PaddingModes.Constant,
        };
        Tensor padded = nn.functional.pad(
            samples,
            [Padding, Padding, Padding, Padding],
            mode,
            Border == ImageBorder.Black ? TransformImages.Black : 0
        );
        long[] tops = random.Whole(0, 2L * Padding);
        long[] lefts = random.Whole(0, 2L * Padding);
        return stack(tops.Select((top, i) => padded.select(0, i).narrow(1, top, height).narrow(2, lefts[i], width)));
    }
}
