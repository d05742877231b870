using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace Gan.Kernels;

/// <summary>
/// How tensors of four dimensions lie in memory. What is made here belongs to the current dispose scope.
/// </summary>
internal static unsafe class Layout
{
    /// <summary>
    /// Whether the strides ask for channels_last, by PyTorch's rule (suggest_memory_format), in which the strides of
    /// axes of size 1 decide too.
    /// </summary>
    internal static bool IsChannelsLast(Tensor tensor)
    {
        var sizes = SizesOf(tensor);
        var strides = StridesOf(tensor);
        if (strides[1] == 0)
        {
            return false;
        }
        long minStride = 0;
        foreach (var axis in (ReadOnlySpan<int>)[1, 3, 2, 0])
        {
            // An image of one channel and N111 lie both ways; they count as contiguous.
            if (sizes[axis] == 0 || strides[axis] < minStride || (axis == 0 && minStride == strides[1]))
            {
                return false;
            }
            minStride = strides[axis];
            if (sizes[axis] > 1)
            {
                minStride *= sizes[axis];
            }
        }
        return true;
    }

    /// <summary>The tensor with its channels innermost and nothing between: itself, or a copy.</summary>
    /// <param name="tensor">Four axes.</param>
    internal static Tensor ChannelsLast(Tensor tensor)
    {
        if (LiesChannelsLast(tensor))
        {
            return tensor;
        }
        var sizes = SizesOf(tensor);
        var copy = EmptyChannelsLast(sizes[0], sizes[1], sizes[2], sizes[3]);
        if (!tensor.is_contiguous())
        {
            return copy.copy_(tensor);
        }
        Transposition.Run(
            Memory.AddressOf(tensor),
            Memory.AddressOf(copy),
            (nint)sizes[0],
            (nint)sizes[1],
            (nint)(sizes[2] * sizes[3])
        );
        return copy;
    }

    /// <summary>Whether the channels are innermost and nothing lies between.</summary>
    internal static bool LiesChannelsLast(Tensor tensor)
    {
        var sizes = SizesOf(tensor);
        var strides = StridesOf(tensor);
        return LiesDensely(sizes, strides, [1, 3, 2, 0]);
    }

    /// <summary>
    /// New memory with the channels innermost. Not a permuted view, because autograd lets nobody change in place what a
    /// function returns as a view.
    /// </summary>
    internal static Tensor EmptyChannelsLast(long first, long channels, long height, long width)
    {
        long[] strides = [height * width * channels, 1, width * channels, channels];
        return empty_strided([first, channels, height, width], strides, ScalarType.Float32, CPU);
    }

    /// <summary>The sizes, without TorchSharp's <c>shape</c>.</summary>
    /// <remarks>
    /// Native memory that an array of TorchSharp's keeps until it is finalised lies between the tensors of a step,
    /// whose memory is then not used again: the process grew by a feature map in each pass.
    /// </remarks>
    internal static Four SizesOf(Tensor tensor)
    {
        Four sizes = default;
        for (var axis = 0; axis < 4; axis++)
        {
            sizes[axis] = tensor.size(axis);
        }
        return sizes;
    }

    private static Four StridesOf(Tensor tensor)
    {
        Four strides = default;
        for (var axis = 0; axis < 4; axis++)
        {
            strides[axis] = tensor.stride(axis);
        }
        return strides;
    }

    private static bool LiesDensely(
        ReadOnlySpan<long> sizes,
        ReadOnlySpan<long> strides,
        ReadOnlySpan<int> fromInnermost
    )
    {
        long expected = 1;
        foreach (var axis in fromInnermost)
        {
            if (sizes[axis] != 1 && strides[axis] != expected)
            {
                return false;
            }
            expected *= sizes[axis];
        }
        return true;
    }
}

/// <summary>A number for each axis of a tensor of four dimensions.</summary>
[InlineArray(4)]
internal struct Four
{
    private long first;
}
