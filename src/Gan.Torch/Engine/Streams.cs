using static TorchSharp.torch;

namespace TorchSharp.Engine;

/// <summary>
/// TorchSharp's format for weights: whole numbers as unsigned LEB128; a tensor is its dtype, number of dimensions, sizes and
/// the bytes of its contiguous values.
/// </summary>
internal static class Streams
{
    private const int Chunk = 1 << 20;

    internal static void Write(BinaryWriter writer, long number) => writer.Write7BitEncodedInt64(number);

    internal static long ReadNumber(BinaryReader reader) => reader.Read7BitEncodedInt64();

    internal static void Write(BinaryWriter writer, Tensor tensor)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var values = tensor.detach().cpu().contiguous();
        var shape = values.shape;
        Write(writer, (long)values.dtype);
        Write(writer, shape.Length);
        foreach (var size in shape) Write(writer, size);
        if (values.numel() > 0) writer.Write(values.bytes);
    }

    /// <summary>Reads a tensor; the sizes are checked against what can be stored before any memory is taken.</summary>
    internal static Tensor ReadTensor(BinaryReader reader)
    {
        var (dtype, shape, bytes) = ReadHead(reader);
        var made = empty(shape, dtype, CPU);
        try
        {
            Fill(reader, bytes > 0 ? made.bytes : []);
            return made;
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }

    /// <summary>Reads a file; what is wrong with its content is said with its name.</summary>
    internal static T FromFile<T>(string location, Func<BinaryReader, T> read)
    {
        using var stream = File.OpenRead(location);
        using var reader = new BinaryReader(stream, System.Text.Encoding.UTF8);
        try
        {
            return read(reader);
        }
        catch (Exception e) when (e is EndOfStreamException or InvalidDataException or FormatException)
        {
            throw new InvalidDataException($"{location} cannot be read beyond byte {stream.Position} of {stream.Length}: {e.Message}", e);
        }
    }

    internal static void Skip(BinaryReader reader)
    {
        var (_, _, bytes) = ReadHead(reader);
        var passing = new byte[Math.Min(bytes, Chunk)];
        for (; bytes > 0; bytes -= passing.Length) Fill(reader, passing.AsSpan(0, (int)Math.Min(bytes, passing.Length)));
    }

    private static (ScalarType, long[], long) ReadHead(BinaryReader reader)
    {
        var type = ReadNumber(reader);
        if (type is < 0 or > sbyte.MaxValue || !Enum.IsDefined((ScalarType)type)) throw new InvalidDataException($"There is no tensor here: {type} is no element type.");
        var dtype = (ScalarType)type;
        var dims = ReadNumber(reader);
        if (dims is < 0 or > 64) throw new InvalidDataException($"There is no tensor here: it would have {dims} dimensions.");
        var shape = new long[dims];
        var bytes = (long)dtype.ElementSize();
        for (var d = 0; d < dims; d++)
        {
            shape[d] = ReadNumber(reader);
            if (shape[d] < 0) throw new InvalidDataException($"There is no tensor here: its size would be {shape[d]}.");
            bytes = checked(bytes * shape[d]);
        }
        if (reader.BaseStream is { CanSeek: true } s && bytes > s.Length - s.Position)
            throw new EndOfStreamException($"The tensor takes {bytes} bytes, but only {s.Length - s.Position} are left.");
        return (dtype, shape, bytes);
    }

    private static void Fill(BinaryReader reader, Span<byte> target)
    {
        while (target.Length > 0)
        {
            var read = reader.Read(target);
            if (read == 0) throw new EndOfStreamException($"The data end {target.Length} bytes too early.");
            target = target[read..];
        }
    }
}
