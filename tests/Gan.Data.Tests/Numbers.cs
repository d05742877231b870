using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data.Tests;

/// <summary>Tensors as arrays and back.</summary>
internal static class Numbers
{
    public static float[] Floats(this Tensor tensor) => Of<float>(tensor, ScalarType.Float32);

    public static long[] Longs(this Tensor tensor) => Of<long>(tensor, ScalarType.Int64);

    public static byte[] Bytes(this Tensor tensor) => Of<byte>(tensor, ScalarType.Byte);

    public static Tensor Indices(params long[] indices) => torch.tensor(indices);

    private static T[] Of<T>(Tensor tensor, ScalarType type)
        where T : unmanaged
    {
        tensor.dtype.Should().Be(type);
        using var dense = tensor.contiguous();
        return MemoryMarshal.Cast<byte, T>(dense.bytes).ToArray();
    }
}
