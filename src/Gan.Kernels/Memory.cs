using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Gan.Kernels;

/// <summary>Where a tensor's numbers lie.</summary>
internal static unsafe class Memory
{
    private const long MaxNumbers = int.MaxValue / sizeof(float); // TorchSharp's spans hold at most 2 GiB

    /// <summary>Items of that much work, in numbers read, that one thread does as soon as others are woken.</summary>
    internal static nint Grain(long each) => (nint)Math.Max(1, (1 << 15) / Math.Max(1, each));

    /// <summary>Single-precision numbers of the processor.</summary>
    internal static bool IsPlain(Tensor tensor) =>
        tensor.dtype == ScalarType.Float32 && tensor.device_type == TorchSharp.DeviceType.CPU && !tensor.is_sparse;

    /// <summary>The address of a tensor's first number, which stays where it is as long as the tensor lives.</summary>
    internal static float* AddressOf(Tensor tensor)
    {
        if (tensor.is_contiguous() && tensor.numel() <= MaxNumbers)
        {
            return FirstOf(tensor);
        }
        // What does not lie contiguously, or takes more than 2 GiB, has no bytes for TorchSharp.
        using var first = tensor.as_strided([1], [1], tensor.storage_offset());
        return FirstOf(first);
    }

    /// <summary>
    /// The address of a tensor whose numbers lie densely, and
    /// whether its channels are innermost; null for another layout.
    /// </summary>
    internal static float* AddressOf(Tensor tensor, out bool channelsLast)
    {
        channelsLast = false;
        if (tensor.is_contiguous())
        {
            return AddressOf(tensor);
        }
        if (tensor.dim() != 4)
        {
            return null;
        }
        channelsLast = Layout.LiesChannelsLast(tensor);
        return channelsLast ? AddressOf(tensor) : null;
    }

    private static float* FirstOf(Tensor tensor) =>
        (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(tensor.bytes));
}
