using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>
/// Moves numbers between managed memory or streams and a contiguous CPU tensor's own memory. In blocks, because a span
/// ends at 2 GiB where a data set need not.
/// </summary>
internal static class TensorBytes
{
    private const int BlockElements = 1 << 20;

    /// <summary>A new CPU tensor with a copy of the values. It belongs to the caller's dispose scope, if there is
    /// one.</summary>
    public static Tensor Copy<T>(ReadOnlySpan<T> values, ScalarType type, params long[] shape)
        where T : unmanaged
    {
        TorchBackend.EnsureAvailable();
        using DisposeScope scope = NewDisposeScope();
        Tensor tensor = empty(shape, dtype: type);
        Tensor flat = tensor.reshape(-1);
        for (int start = 0; start < values.Length; start += BlockElements)
        {
            int length = Math.Min(BlockElements, values.Length - start);
            Tensor block = flat.narrow(0, start, length);
            values.Slice(start, length).CopyTo(MemoryMarshal.Cast<byte, T>(block.bytes));
        }

        return tensor.MoveToOuterDisposeScope();
    }

    /// <summary>Fills a tensor from a stream; returns the bytes read, which are too few only if the stream ended
    /// early.</summary>
    public static long Fill(Tensor tensor, Stream stream)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor flat = tensor.reshape(-1);
        long read = 0;
        for (long start = 0; start < flat.NumberOfElements; start += BlockElements)
        {
            Span<byte> bytes = flat.narrow(0, start, Math.Min(BlockElements, flat.NumberOfElements - start)).bytes;
            int got = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            read += got;
            if (got < bytes.Length)
            {
                break;
            }
        }

        return read;
    }

    /// <summary>Writes a tensor's numbers in row-major order.</summary>
    public static void Write(Tensor tensor, Stream stream)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor flat = tensor.cpu().contiguous().reshape(-1);
        for (long start = 0; start < flat.NumberOfElements; start += BlockElements)
        {
            stream.Write(flat.narrow(0, start, Math.Min(BlockElements, flat.NumberOfElements - start)).bytes);
        }
    }
}
