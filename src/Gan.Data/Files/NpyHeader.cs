using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>The text in front of an array in a .npy file: a Python dictionary padded so that the data start at a multiple of 64 bytes.</summary>
internal sealed partial record NpyHeader(ScalarType Dtype, long[] Shape)
{
    private const int Preamble = 10;
    private const string Again = "Write the file again with numpy.save or NpyFile.Write.";

    private static readonly (ScalarType Type, string Description, int Size)[] Types =
    [
        (ScalarType.Byte, "|u1", 1), (ScalarType.Int32, "<i4", 4), (ScalarType.Int64, "<i8", 8), (ScalarType.Float32, "<f4", 4), (ScalarType.Float64, "<f8", 8),
    ];

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Saturated: three false sizes of 63 bits would overflow.</summary>
    public UInt128 DataBytes
    {
        get
        {
            UInt128 bytes = (UInt128)(Shape.Contains(0) ? 0 : Types.First(type => type.Type == Dtype).Size);
            foreach (long size in Shape)
            {
                bytes = size != 0 && bytes > UInt128.MaxValue / (UInt128)size ? UInt128.MaxValue : bytes * (UInt128)size;
            }

            return bytes;
        }
    }

    public byte[] ToBytes()
    {
        string? description = Types.FirstOrDefault(type => type.Type == Dtype).Description;
        if (description is null)
        {
            throw new ArgumentException(
                $"A .npy file takes uint8, int32, int64, float32 or float64, but the tensor is {Dtype.ToString().ToLowerInvariant()}. Convert it with .to(...) first.");
        }

        // A tuple of one number needs its comma in Python.
        string shape = string.Join(", ", Shape) + (Shape.Length == 1 ? "," : "");
        string text = $"{{'descr': '{description}', 'fortran_order': False, 'shape': ({shape}), }}";
        int length = (Preamble + text.Length + 1 + 63) / 64 * 64;
        byte[] header = [.. Magic, 1, 0, 0, 0, .. Encoding.ASCII.GetBytes(text.PadRight(length - Preamble - 1)), (byte)'\n'];
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), (ushort)(length - Preamble));
        return header;
    }

    public static NpyHeader Read(Stream file, string path)
    {
        Span<byte> start = stackalloc byte[Preamble];
        int read = file.ReadAtLeast(start, Preamble, throwOnEndOfStream: false);
        if (read < Preamble || !start.StartsWith(Magic))
        {
            throw new DataFormatException(
                path, "a .npy file, which starts with 93 4E 55 4D 50 59", read == 0 ? "an empty file" : Convert.ToHexString(start[..Math.Min(read, 6)]), Again);
        }

        if (start[6] != 1 || start[7] != 0)
        {
            throw new DataFormatException(path, "version 1.0", $"version {start[6]}.{start[7]}", "Write the file again with numpy.save and no structured type.");
        }

        var text = new byte[BinaryPrimitives.ReadUInt16LittleEndian(start[8..])];
        read = file.ReadAtLeast(text, text.Length, throwOnEndOfStream: false);
        if (read < text.Length)
        {
            throw new DataFormatException(path, $"a header of {text.Length} bytes", $"{read}: the file is truncated", Again);
        }

        return Parse(Encoding.Latin1.GetString(text), path);
    }

    private static NpyHeader Parse(string text, string path)
    {
        string description = Field(DescriptionField(), text, "descr", path);
        if (Types.FirstOrDefault(type => type.Description == description) is not { Description: not null } found)
        {
            throw new DataFormatException(
                path, "uint8, int32, int64, float32 or float64, little-endian", $"the type '{description}'", "Convert it, such as with array.astype('<f4'), and save it again.");
        }

        if (Field(OrderField(), text, "fortran_order", path) != "False")
        {
            throw new DataFormatException(
                path, "row-major (C) order", "column-major (Fortran) order", "Save numpy.ascontiguousarray(array) instead.");
        }

        string[] sizes = Field(ShapeField(), text, "shape", path).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var shape = new long[sizes.Length];
        for (int axis = 0; axis < sizes.Length; axis++)
        {
            if (!long.TryParse(sizes[axis], NumberStyles.None, CultureInfo.InvariantCulture, out shape[axis]))
            {
                throw new DataFormatException(path, "a shape of whole numbers", $"the size '{sizes[axis]}'", Again);
            }
        }

        return new NpyHeader(found.Type, shape);
    }

    private static string Field(Regex field, string text, string name, string path)
    {
        Match match = field.Match(text);
        return match.Success
            ? match.Groups[1].Value
            : throw new DataFormatException(path, $"a header with '{name}'", text.Trim(), Again);
    }

    [GeneratedRegex(@"'descr':\s*'([^']*)'")]
    private static partial Regex DescriptionField();

    [GeneratedRegex(@"'fortran_order':\s*(True|False)")]
    private static partial Regex OrderField();

    [GeneratedRegex(@"'shape':\s*\(([^)]*)\)")]
    private static partial Regex ShapeField();
}
