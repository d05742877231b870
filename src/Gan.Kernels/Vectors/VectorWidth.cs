using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Gan.Kernels;

/// <summary>
/// How wide the kernels' vectors are on this processor, in bits; 0 where the kernels leave everything to libtorch.
/// </summary>
internal static class VectorWidth
{
    // .NET calls 512 bits accelerated only on processors that keep their clock with them.
    private static readonly int Widest =
        Avx512F.IsSupported && Vector512.IsHardwareAccelerated ? 512
        : Avx2.IsSupported && Fma.IsSupported ? 256
        : AdvSimd.Arm64.IsSupported ? 128
        : 0;

    [ThreadStatic]
    private static int forced;

    internal static int Bits => forced != 0 ? forced : Widest;

    /// <summary>
    /// Until the result is disposed, this thread begins new layers in the given width, at most the processor's.
    /// </summary>
    internal static IDisposable Force(int bits)
    {
        var before = forced;
        forced = Math.Min(bits, Widest);
        return new Forced(before);
    }

    private sealed class Forced(int before) : IDisposable
    {
        public void Dispose() => forced = before;
    }
}
