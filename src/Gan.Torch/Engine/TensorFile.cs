using static TorchSharp.torch;

namespace TorchSharp.Engine;

/// <summary>
/// TorchSharp's stream format for one tensor: element type, number of dimensions and each dimension as unsigned LEB128,
/// then the elements, row by row, in the machine's byte order.
/// </summary>
internal static class TensorFile
{
    private const int Piece = 1 << 26;

    internal static void Write(Tensor tensor, BinaryWriter writer)
    {
        var shape = tensor.shape;
        writer.Write7BitEncodedInt64((long)tensor.dtype);
        writer.Write7BitEncodedInt64(shape.Length);
        foreach (var size in shape) writer.Write7BitEncodedInt64(size);
        writer.Flush();
        WriteBytes(tensor, writer.BaseStream);
    }

    internal static Tensor Read(BinaryReader reader)
    {
        var (dtype, shape) = Header(reader);
        var made = zeros(shape, dtype, CPU);
        try
        {
            ReadBytes(made, reader.BaseStream);
            return made;
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }

    /// <summary>Fills a tensor of the same type and shape, wherever it is.</summary>
    internal static void ReadInto(Tensor target, BinaryReader reader, bool skip)
    {
        if (skip)
        {
            Pass(reader);
            return;
        }
        var (dtype, shape) = Header(reader);
        if (dtype != target.dtype || !shape.AsSpan().SequenceEqual(target.shape))
            throw new ArgumentException($"The stream holds {dtype}[{string.Join(", ", shape)}], but the tensor is {target.dtype}[{string.Join(", ", target.shape)}].");
        ReadBytes(target, reader.BaseStream);
    }

    internal static void Pass(BinaryReader reader)
    {
        var (dtype, shape) = Header(reader);
        var left = shape.TotalSize() * dtype.ElementSize();
        var buffer = new byte[Math.Min(left, 1 << 16)];
        for (; left > 0; left -= buffer.Length) reader.BaseStream.ReadExactly(buffer.AsSpan(0, (int)Math.Min(left, buffer.Length)));
    }

    internal static void WriteBytes(Tensor tensor, Stream stream)
    {
        using var plain = Plain(tensor);
        var left = plain.numel() * plain.ElementSize;
        unsafe
        {
            for (var at = (byte*)plain.DataPointer; left > 0; at += Piece, left -= Piece)
                stream.Write(new ReadOnlySpan<byte>(at, (int)Math.Min(left, Piece)));
        }
    }

    internal static void ReadBytes(Tensor tensor, Stream stream)
    {
        using var guard = no_grad();
        using var plain = Plain(tensor);
        var left = plain.numel() * plain.ElementSize;
        unsafe
        {
            for (var at = (byte*)plain.DataPointer; left > 0; at += Piece, left -= Piece)
                stream.ReadExactly(new Span<byte>(at, (int)Math.Min(left, Piece)));
        }
        if (plain.DataPointer != (tensor.device_type == DeviceType.CPU ? tensor.DataPointer : 0)) tensor.copy_(plain);
    }

    // The tensor itself where its bytes lie in order on the CPU, else a copy that does; one more share in either case.
    private static Tensor Plain(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.detach().cpu().contiguous().MoveToOuterDisposeScope().DetachFromDisposeScope();
    }

    private static (ScalarType, long[]) Header(BinaryReader reader)
    {
        var dtype = reader.Read7BitEncodedInt64();
        var dims = reader.Read7BitEncodedInt64();
        if (!Enum.IsDefined((ScalarType)dtype) || dims is < 0 or > 64)
            throw new InvalidDataException($"This is not a stored tensor: element type {dtype}, {dims} dimensions.");
        var shape = new long[dims];
        for (var i = 0; i < dims; i++) shape[i] = reader.Read7BitEncodedInt64();
        var bytes = shape.Aggregate((Int128)((ScalarType)dtype).ElementSize(), (a, b) => a * b);
        var stream = reader.BaseStream;
        if (shape.Any(s => s < 0) || bytes > long.MaxValue || (stream.CanSeek && bytes > stream.Length - stream.Position))
            throw new InvalidDataException($"The stream ends before the tensor does: {(ScalarType)dtype}[{string.Join(", ", shape)}] was announced.");
        return ((ScalarType)dtype, shape);
    }
}
