using System.Runtime.InteropServices;
using Gan;
using static TorchSharp.torch;

namespace TorchSharp.Engine;

/// <summary>Masks for dropout on the CPU, whose key comes from libtorch's generator, so that seeds and stored states mean what they always do.</summary>
internal static class DropoutMask
{
    private static readonly Op _random_ = "aten::random_";

    internal static Tensor Make(long[] shape, double p)
    {
        var mask = empty(shape, ScalarType.Float32, CPU);
        HashMask.Fill(MemoryMarshal.Cast<byte, uint>(mask.bytes), Key(), p);
        return mask;
    }

    private static ulong Key()
    {
        using var drawn = empty([2], ScalarType.Int32, CPU); // random_ leaves out the sign of an int32
        _random_.Call(drawn, Arg.None).Dispose();
        var words = MemoryMarshal.Cast<byte, uint>(drawn.bytes);
        return ((ulong)words[0] << 32) | words[1];
    }
}
