using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Gan.Kernels;

/// <summary>Where a tensor's numbers lie, in the order of memory.</summary>
internal static unsafe class Memory
{
    private const long Most = int.MaxValue / sizeof(float); // TorchSharp's spans hold at most 2 GiB

    /// <summary>Items of that much work, in numbers read, that one thread does as soon as others are woken.</summary>
    internal static nint Grain(long each) => (nint)Math.Max(1, (1 << 15) / Math.Max(1, each));

    /// <summary>Single-precision numbers of the processor, few enough to be reached.</summary>
    internal static bool IsPlain(Tensor tensor) =>
        tensor.dtype == ScalarType.Float32 && tensor.device_type == TorchSharp.DeviceType.CPU && !tensor.is_sparse
        && tensor.numel() <= Most;

    /// <summary>The numbers of a contiguous tensor that is plain.</summary>
    internal static float* Of(Tensor tensor) => (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(tensor.bytes));

    /// <summary>Its numbers where it is contiguous or its channels lie together; null for another layout.</summary>
    internal static float* Of(Tensor tensor, out bool channelsLast)
    {
        channelsLast = false;
        if (tensor.is_contiguous()) return Of(tensor);
        if (tensor.dim() != 4) return null;
        using var places = tensor.permute(0, 2, 3, 1);
        channelsLast = places.is_contiguous();
        return channelsLast ? Of(places) : null;
    }
}
