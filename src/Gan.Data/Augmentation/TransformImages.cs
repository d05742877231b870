using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>What the transforms of images share.</summary>
internal static class TransformImages
{
    public const double Black = -1;

    public static ImageBorder Known(ImageBorder border, string name) =>
        Enum.IsDefined(border) ? border : throw new ArgumentOutOfRangeException(name, $"{name} must be Black, Edge or Mirror, but was {border}.");

    public static IEnumerable<string> Problems(IRandomTransform transform, IReadOnlyList<long> shape)
    {
        if (shape.Count != 3)
        {
            yield return $"{transform.GetType().Name} changes images [C, H, W], but the samples have shape {Text.Shape([.. shape])}. Leave it out.";
        }
    }

    /// <summary>A number for each image of a batch, as <c>[N, 1, 1, 1]</c> beside them.</summary>
    public static Tensor PerImage(double[] numbers, Tensor images) => tensor(numbers, [numbers.Length, 1, 1, 1]).to(images.dtype, images.device);

    /// <summary>The second tensor's images where asked for, else the first's, bit for bit.</summary>
    public static Tensor Choose(Tensor images, Tensor changed, bool[] which)
    {
        long[] places = [.. which.Select((second, i) => second ? i + which.Length : (long)i)];
        return cat([images, changed]).index_select(0, tensor(places).to(images.device));
    }
}
