using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Gan.Kernels;

/// <summary>
/// How wide the kernels' vectors are on this processor, in bits; 0 where the kernels leave everything to libtorch.
/// </summary>
internal static class VectorWidth
{
    private static readonly int MaxBits = BitsOfProcessor();

    [ThreadStatic]
    private static int limit;

    internal static int Bits => limit != 0 ? limit : MaxBits;

    /// <summary>
    /// Until the result is disposed, this thread begins new layers in the given width, at most the processor's.
    /// </summary>
    internal static IDisposable Force(int bits)
    {
        var before = limit;
        limit = Math.Min(bits, MaxBits);
        return new Restoration(before);
    }

    private static int BitsOfProcessor()
    {
        // .NET calls 512 bits accelerated only on processors that keep their clock with them.
        if (Avx512F.IsSupported && Vector512.IsHardwareAccelerated)
        {
            return 512;
        }
        if (Avx2.IsSupported && Fma.IsSupported)
        {
            return 256;
        }
        return AdvSimd.Arm64.IsSupported ? 128 : 0;
    }

    private sealed class Restoration(int before) : IDisposable
    {
        public void Dispose() => limit = before;
    }
}
