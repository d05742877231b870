using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>How bytes, tensors and places read in messages.</summary>
internal static class Text
{
    /// <summary>Such as "93 4E 55".</summary>
    public static string Hex(ReadOnlySpan<byte> bytes) => BitConverter.ToString(bytes.ToArray()).Replace('-', ' ');

    public static string Describe(Tensor tensor) =>
        $"{tensor.dtype.ToString().ToLowerInvariant()} {ShapeText.Of(tensor.shape)} on "
        + $"{tensor.device_type.ToString().ToLowerInvariant()}";

    /// <summary>"Value [0, 2, 1] of sample 3" for an offset into samples of a shape.</summary>
    public static string Position(long offset, params ReadOnlySpan<long> shape)
    {
        var place = new long[shape.Length];
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            (offset, place[axis]) = Math.DivRem(offset, shape[axis]);
        }

        return $"Value {ShapeText.Of(place)} of sample {offset}";
    }
}
