using System.Buffers.Binary;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>One array of NumPy's format from a stream, checking
/// what the header claims before any memory is asked for.</summary>
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
        var header = NpyHeader.Read(file, path, out var headerBytes);
        var dataBytes = length - headerBytes;
        var available = (UInt128)Math.Max(dataBytes, 0);
        if (header.DataBytes != available)
        {
            throw Length(header, path, dataBytes, header.DataBytes > available);
        }

        using var scope = NewDisposeScope();
        var isEmpty = header.Shape.Contains(0);
        var tensor = empty(isEmpty ? [0] : StoredShape(header), dtype: StoredType(header));
        var read = TensorBytes.Fill(tensor, file);
        if (read < dataBytes || file.ReadByte() >= 0)
        {
            throw Length(header, path, read, read < dataBytes);
        }

        if ((header.BigEndian && header.Size > 1) || header.Dtype == ScalarType.Bool)
        {
            Repair(tensor, header.Size);
        }

        tensor = header.UnsignedBytes > 0 ? Widen(tensor, header, path) : tensor;
        if (isEmpty)
        {
            return Empty(header, path).MoveToOuterDisposeScope();
        }

        if (header.ColumnMajor && header.Shape.Length > 1)
        {
            tensor = tensor.permute(LastToFirst(header.Shape.Length)).contiguous();
        }

        return tensor.MoveToOuterDisposeScope();
    }

    private static ScalarType StoredType(NpyHeader header) =>
        header.UnsignedBytes switch
        {
            2 => ScalarType.Int16,
            4 => ScalarType.Int32,
            8 => ScalarType.Int64,
            _ => header.Dtype,
        };

    // The bits were read as those of a signed type of the same width.
    private static Tensor Widen(Tensor tensor, NpyHeader header, string path)
    {
        if (header.UnsignedBytes < sizeof(long))
        {
            using var mask = torch.tensor((1L << (8 * header.UnsignedBytes)) - 1, dtype: header.Dtype);
            return tensor.to(header.Dtype).bitwise_and_(mask);
        }

        var least = tensor.NumberOfElements > 0 ? tensor.min().item<long>() : 0;
        return least >= 0
            ? tensor
            : throw new DataFormatException(
                path,
                "values of uint64 below 2^63",
                $"{(ulong)least}",
                "Convert it, such as with array.astype('<f8'), and save it again."
            );
    }

    private static long[] StoredShape(NpyHeader header) =>
        header.ColumnMajor ? [.. header.Shape.Reverse()] : header.Shape;

    private static long[] LastToFirst(int axes)
    {
        var order = new long[axes];
        for (var axis = 0; axis < axes; axis++)
        {
            order[axis] = axes - 1 - axis;
        }

        return order;
    }

    private static DataFormatException Length(NpyHeader header, string path, long count, bool truncated)
    {
        var fault = truncated ? "the file is truncated" : "bytes are left over";
        return new(
            path,
            $"{header.DataBytes} bytes of data, as its header says ({header.Description})",
            $"{count}: {fault}",
            NpyHeader.Again
        );
    }

    // No element, but sizes that libtorch multiplies all the same.
    private static Tensor Empty(NpyHeader header, string path)
    {
        var product = UInt128.One;
        foreach (var size in header.Shape)
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

    /// <summary>Turns numbers of several bytes around; of truth values makes
    /// 0 and 1, since any other byte is no bool to libtorch.</summary>
    private static void Repair(Tensor tensor, int size)
    {
        var flat = tensor.reshape(-1);
        for (var start = 0L; start < flat.NumberOfElements; start += BlockElements)
        {
            var bytes = flat.narrow(0, start, Math.Min(BlockElements, flat.NumberOfElements - start)).bytes;
            if (size == 2)
            {
                var values = MemoryMarshal.Cast<byte, ushort>(bytes);
                BinaryPrimitives.ReverseEndianness(values, values);
            }
            else if (size == 4)
            {
                var values = MemoryMarshal.Cast<byte, uint>(bytes);
                BinaryPrimitives.ReverseEndianness(values, values);
            }
            else if (size == 8)
            {
                var values = MemoryMarshal.Cast<byte, ulong>(bytes);
                BinaryPrimitives.ReverseEndianness(values, values);
            }
            else
            {
                foreach (ref var value in bytes)
                {
                    value = value == 0 ? (byte)0 : (byte)1;
                }
            }
        }
    }
}
