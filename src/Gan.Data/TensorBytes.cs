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

    /// <summary>A new CPU tensor with a copy of the values. It belongs
    /// to the caller's dispose scope, if there is one.</summary>
    public static Tensor Copy<T>(ReadOnlySpan<T> values, ScalarType type, params long[] shape)
        where T : unmanaged
    {
        TorchBackend.EnsureAvailable();
        using var scope = NewDisposeScope();
        var tensor = empty(shape, dtype: type);
        var flat = tensor.reshape(-1);
        for (var start = 0; start < values.Length; start += BlockElements)
        {
            var length = Math.Min(BlockElements, values.Length - start);
            var block = flat.narrow(0, start, length);
            values.Slice(start, length).CopyTo(MemoryMarshal.Cast<byte, T>(block.bytes));
        }

        return tensor.MoveToOuterDisposeScope();
    }

    /// <summary>Fills a tensor from a stream; returns the bytes read,
    /// which are too few only if the stream ended early.</summary>
    public static long Fill(Tensor tensor, Stream stream)
    {
        using var scope = NewDisposeScope();
        var flat = tensor.reshape(-1);
        var read = 0L;
        for (var start = 0L; start < flat.NumberOfElements; start += BlockElements)
        {
            var bytes = flat.narrow(0, start, Math.Min(BlockElements, flat.NumberOfElements - start)).bytes;
            var count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            read += count;
            if (count < bytes.Length)
            {
                break;
            }
        }

        return read;
    }

    /// <summary>Writes a tensor's numbers in row-major order.</summary>
    public static void Write(Tensor tensor, Stream stream)
    {
        using var scope = NewDisposeScope();
        var flat = tensor.cpu().contiguous().reshape(-1);
        for (var start = 0L; start < flat.NumberOfElements; start += BlockElements)
        {
            stream.Write(flat.narrow(0, start, Math.Min(BlockElements, flat.NumberOfElements - start)).bytes);
        }
    }
}
