using System.Buffers.Binary;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>One array of NumPy's format from a stream, checking what the header claims before any memory is asked
/// for.</summary>
internal static class NpyReader
{
    private const int BlockElements = 1 << 20;

    /// <summary>Reads an array in row-major order and this machine's byte order.</summary>
    /// <param name="file">A stream at the array's start, which ends with the array.</param>
    /// <param name="path">What messages call it.</param>
    /// <param name="length">Bytes that the stream holds.</param>
    public static Tensor Read(Stream file, string path, long length)
    {
        TorchBackend.EnsureAvailable();
        NpyHeader header = NpyHeader.Read(file, path, out int headerBytes);
        long held = length - headerBytes;
        if (header.DataBytes != (UInt128)Math.Max(held, 0))
        {
            throw Length(header, path, held, header.DataBytes > (UInt128)Math.Max(held, 0));
        }

        using DisposeScope scope = NewDisposeScope();
        long[] stored =
            header.Shape.Contains(0) ? [0]
            : header.ColumnMajor ? [.. header.Shape.Reverse()]
            : header.Shape;
        Tensor tensor = empty(stored, dtype: header.Dtype);
        long read = TensorBytes.Fill(tensor, file);
        if (read < held || file.ReadByte() >= 0)
        {
            throw Length(header, path, read, read < held);
        }

        if (header.BigEndian && header.Size > 1 || header.Dtype == ScalarType.Bool)
        {
            Repair(tensor, header.Size);
        }

        if (header.Shape.Contains(0))
        {
            return Empty(header, path).MoveToOuterDisposeScope();
        }

        Tensor ordered =
            header.ColumnMajor && header.Shape.Length > 1
                ? tensor
                    .permute([.. Enumerable.Range(0, header.Shape.Length).Select(i => (long)i).Reverse()])
                    .contiguous()
                : tensor;
        return ordered.MoveToOuterDisposeScope();
    }

    private static DataFormatException Length(NpyHeader header, string path, long found, bool truncated) =>
        new(
            path,
            $"{header.DataBytes} bytes of data, as its header says ({header.Description})",
            $"{found}: {(truncated ? "the file is truncated" : "bytes are left over")}",
            NpyHeader.Again
        );

    // No element, but sizes that libtorch multiplies all the same.
    private static Tensor Empty(NpyHeader header, string path)
    {
        UInt128 product = 1;
        foreach (long size in header.Shape)
        {
            product *= (UInt128)Math.Max(1, size);
            if (product > long.MaxValue)
            {
                throw new DataFormatException(
                    path,
                    "sizes whose product fits into 63 bits",
                    ShapeText.Of(header.Shape),
                    NpyHeader.Again
                );
            }
        }

        return empty(header.Shape, dtype: header.Dtype);
    }

    /// <summary>Turns numbers of several bytes around; of truth values makes 0 and 1, since any other byte is no bool
    /// to libtorch.</summary>
    private static void Repair(Tensor tensor, int size)
    {
        Tensor flat = tensor.reshape(-1);
        for (long start = 0; start < flat.NumberOfElements; start += BlockElements)
        {
            Span<byte> bytes = flat.narrow(0, start, Math.Min(BlockElements, flat.NumberOfElements - start)).bytes;
            if (size == 2)
            {
                Span<ushort> values = MemoryMarshal.Cast<byte, ushort>(bytes);
                BinaryPrimitives.ReverseEndianness(values, values);
            }
            else if (size == 4)
            {
                Span<uint> values = MemoryMarshal.Cast<byte, uint>(bytes);
                BinaryPrimitives.ReverseEndianness(values, values);
            }
            else if (size == 8)
            {
                Span<ulong> values = MemoryMarshal.Cast<byte, ulong>(bytes);
                BinaryPrimitives.ReverseEndianness(values, values);
            }
            else
            {
                foreach (ref byte value in bytes)
                {
                    value = value == 0 ? (byte)0 : (byte)1;
                }
            }
        }
    }
}
