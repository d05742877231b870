using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>How bytes, tensors and places read in messages.</summary>
internal static class Text
{
    /// <summary>Such as "93 4E 55".</summary>
    public static string Hex(ReadOnlySpan<byte> bytes) => BitConverter.ToString(bytes.ToArray()).Replace('-', ' ');

    /// <summary>Such as "float32".</summary>
    public static string Type(ScalarType type) => type.ToString().ToLowerInvariant();

    public static string Describe(Tensor tensor)
    {
        var device = tensor.device_type.ToString().ToLowerInvariant();
        return $"{Type(tensor.dtype)} {ShapeText.Of(tensor.shape)} on {device}";
    }

    /// <summary>"Value [0, 2, 1] of sample 3" for an offset into samples of a shape.</summary>
    public static string Position(long offset, params ReadOnlySpan<long> shape)
    {
        var each = 1L;
        foreach (var size in shape)
        {
            each *= size;
        }

        return $"Value {ShapeText.Of(Place(offset % each, shape))} of sample {offset / each}";
    }

    /// <summary>The index along each axis of an offset into one sample.</summary>
    public static long[] Place(long offset, params ReadOnlySpan<long> shape)
    {
        var place = new long[shape.Length];
        for (var axis = shape.Length - 1; axis >= 0; axis--)
        {
            place[axis] = offset % shape[axis];
            offset /= shape[axis];
        }

        return place;
    }
}
