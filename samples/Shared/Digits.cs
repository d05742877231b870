using Gan.Data;
using static TorchSharp.torch;

namespace Gan.Samples;

/// <summary>The embedded digits, cut in two: what translates is judged on images that it did not learn from.</summary>
internal static class Digits
{
    public static IDataset Training() => Part(0, 9000);

    public static IDataset HeldOut() => Part(9000, 500);

    /// <summary>Some of the digits, with their labels.</summary>
    /// <param name="inverted">True makes them black on white.</param>
    public static IDataset Part(long from, long count, bool inverted = false)
    {
        using var digits = Mnist.Embedded();
        using var batch = digits.Read(arange(from, from + count), CPU);
        using var images = inverted ? -batch.Samples : batch.Samples.clone();
        return ArrayDataset.Images(
            images.data<float>().ToArray(),
            channels: 1,
            height: 28,
            width: 28,
            batch.Condition!.data<long>().ToArray(),
            name: $"digits {from} to {from + count}{(inverted ? ", inverted" : "")}"
        );
    }
}
