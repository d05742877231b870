using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>The text in front of an array in a .npy file: a Python dictionary
/// padded so that the data start at a multiple of 64 bytes.</summary>
/// <param name="Dtype">Type of the numbers.</param>
/// <param name="Shape">Shape of the array.</param>
/// <param name="ColumnMajor">True when the first axis runs fastest (Fortran order).</param>
/// <param name="BigEndian">True when each number's most significant byte comes first.</param>
/// <param name="UnsignedBytes">Bytes of an unsigned type that libtorch does not compute with and that is read as the
/// next wider one; 0 for the others.</param>
internal sealed partial record NpyHeader(
    ScalarType Dtype,
    long[] Shape,
    bool ColumnMajor = false,
    bool BigEndian = false,
    int UnsignedBytes = 0
)
{
    internal const string Again = "Write the file again with numpy.save or NpyFile.Write.";
    private const string TypesInWords = "uint8, int8, int16, int32, int64, float16, float32, float64 or bool";
    private const string ReadTypesInWords =
        "uint8, uint16, uint32, uint64, int8, int16, int32, int64, float16, float32, float64 or bool";
    private const int Preamble = 10;

    // NumPy writes a hundred bytes; longer ones belong to structured types, which are refused anyhow.
    private const int MaxTextBytes = 1 << 16;

    private static readonly (ScalarType Type, string Code, int Size)[] Types =
    [
        (ScalarType.Byte, "u1", 1),
        (ScalarType.Int8, "i1", 1),
        (ScalarType.Int16, "i2", 2),
        (ScalarType.Int32, "i4", 4),
        (ScalarType.Int64, "i8", 8),
        (ScalarType.Float16, "f2", 2),
        (ScalarType.Float32, "f4", 4),
        (ScalarType.Float64, "f8", 8),
        (ScalarType.Bool, "b1", 1),
    ];

    private static readonly (ScalarType Type, string Code, int Size)[] UnsignedTypes =
    [
        (ScalarType.Int32, "u2", 2),
        (ScalarType.Int64, "u4", 4),
        (ScalarType.Int64, "u8", 8),
    ];

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Bytes of one number in the file.</summary>
    public int Size => UnsignedBytes > 0 ? UnsignedBytes : Types.First(type => type.Type == Dtype).Size;

    /// <summary>Bytes of the array. Three false sizes of 63 bits would
    /// overflow, so it stops growing at the largest number.</summary>
    public UInt128 DataBytes
    {
        get
        {
            var bytes = (UInt128)(Shape.Contains(0) ? 0 : Size);
            foreach (var size in Shape)
            {
                var overflows = size != 0 && bytes > UInt128.MaxValue / (UInt128)size;
                bytes = overflows ? UInt128.MaxValue : bytes * (UInt128)size;
            }

            return bytes;
        }
    }

    /// <summary>What a message calls the array, such as "float32 [2, 3]".</summary>
    public string Description =>
        $"{(UnsignedBytes > 0 ? $"uint{8 * UnsignedBytes}" : Text.Type(Dtype))} {ShapeText.Of(Shape)}";

    public byte[] ToBytes()
    {
        var (_, code, size) = Types.FirstOrDefault(type => type.Type == Dtype);
        if (code is null)
        {
            throw new ArgumentException(
                $"A .npy file takes {TypesInWords}, but the tensor is {Text.Type(Dtype)}. "
                    + "Convert it with .to(...) first."
            );
        }

        // A tuple of one number needs its comma in Python.
        var shape = InvariantText.Join(", ", Shape) + (Shape.Length == 1 ? "," : "");
        var order = size == 1 ? '|' : '<';
        var text = $"{{'descr': '{order}{code}', 'fortran_order': False, 'shape': ({shape}), }}";
        var length = (Preamble + text.Length + 1 + 63) / 64 * 64;
        byte[] header =
        [
            .. Magic,
            1,
            0,
            0,
            0,
            .. Encoding.ASCII.GetBytes(text.PadRight(length - Preamble - 1)),
            (byte)'\n',
        ];
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), (ushort)(length - Preamble));
        return header;
    }

    /// <summary>Reads the header; the stream then stands at the data.</summary>
    /// <param name="file">A stream at its start.</param>
    /// <param name="path">What messages call it.</param>
    /// <param name="length">Set to the bytes read.</param>
    public static NpyHeader Read(Stream file, string path, out int length)
    {
        Span<byte> start = stackalloc byte[Preamble];
        var read = file.ReadAtLeast(start, Preamble, throwOnEndOfStream: false);
        if (read < Preamble || !start.StartsWith(Magic))
        {
            var found = read == 0 ? "an empty file" : Text.Hex(start[..Math.Min(read, 6)]);
            throw new DataFormatException(path, "a .npy file, which starts with 93 4E 55 4D 50 59", found, Again);
        }

        if (start[6] is < 1 or > 3 || start[7] != 0)
        {
            throw new DataFormatException(
                path,
                "version 1.0, 2.0 or 3.0",
                $"version {start[6]}.{start[7]}",
                "Write the file again with numpy.save."
            );
        }

        uint claimed = BinaryPrimitives.ReadUInt16LittleEndian(start[8..]);
        length = Preamble;
        if (start[6] > 1)
        {
            // The upper half of the length, which version 1.0 does not have.
            Span<byte> more = stackalloc byte[2];
            length += file.ReadAtLeast(more, 2, throwOnEndOfStream: false);
            claimed |= (uint)BinaryPrimitives.ReadUInt16LittleEndian(more) << 16;
        }

        if (claimed > MaxTextBytes)
        {
            throw new DataFormatException(path, $"a header of at most {MaxTextBytes} bytes", $"{claimed}", Again);
        }

        var text = new byte[claimed];
        read = file.ReadAtLeast(text, text.Length, throwOnEndOfStream: false);
        if (read < text.Length)
        {
            throw new DataFormatException(
                path,
                $"a header of {text.Length} bytes",
                $"{read}: the file is truncated",
                Again
            );
        }

        length += read;
        var encoding = start[6] == 3 ? Encoding.UTF8 : Encoding.Latin1;
        return Parse(encoding.GetString(text), path);
    }

    private static NpyHeader Parse(string text, string path)
    {
        RefuseFields(text, path);
        var description = Field(DescriptionField(), text, "descr", path);
        var (type, code, bytes) =
            description.Length > 1
                ? Types.Concat(UnsignedTypes).FirstOrDefault(known => known.Code == description[1..])
                : default;
        var hasOrder = code is not null && (description[0] is '<' or '>' || (description[0] == '|' && bytes == 1));
        if (!hasOrder)
        {
            throw new DataFormatException(path, ReadTypesInWords, $"the type '{description}'", Remedy(description));
        }

        var isUnsigned = Array.Exists(UnsignedTypes, known => known.Code == code);
        var columnMajor = Field(OrderField(), text, "fortran_order", path) == "True";
        var sizes = Field(ShapeField(), text, "shape", path)
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        // libtorch takes 64 axes and NumPy 32 (64 since 2.0).
        if (sizes.Length > 32)
        {
            throw new DataFormatException(path, "at most 32 axes", $"{sizes.Length}", Again);
        }

        var shape = new long[sizes.Length];
        for (var axis = 0; axis < sizes.Length; axis++)
        {
            var size = sizes[axis].TrimEnd('L'); // Python 2 marked long numbers so
            if (!long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out shape[axis]))
            {
                throw new DataFormatException(path, "a shape of whole numbers", $"the size '{sizes[axis]}'", Again);
            }
        }

        return new NpyHeader(type, shape, columnMajor, description[0] == '>', isUnsigned ? bytes : 0);
    }

    // A structured array's description is a list of its fields' names and types.
    private static void RefuseFields(string text, string path)
    {
        var fields = FieldsField().Match(text);
        if (!fields.Success)
        {
            return;
        }

        var names = FieldName().Matches(fields.Groups[1].Value).Select(name => $"'{name.Groups[1].Value}'");
        throw new DataFormatException(
            path,
            "an array of one type",
            $"a structured array of the fields {string.Join(", ", names)}",
            "Save them as columns, such as with "
                + "numpy.stack([array[name] for name in array.dtype.names], axis=-1).astype('<f4')."
        );
    }

    private static string Remedy(string description) =>
        description.TrimStart('<', '>', '|', '=') switch
        {
            ['U' or 'S' or 'a', ..] =>
                "Save numbers for the words, such as numpy.unique(array, return_inverse=True)[1].",
            ['O', ..] => "Save numbers, such as numpy.stack(list(array)).astype('<f4'): objects are Python's own.",
            ['c', ..] =>
                "Save both parts as numbers, such as numpy.stack([array.real, array.imag], axis=-1).astype('<f4').",
            ['M' or 'm', ..] => "Save numbers for the times, such as array.astype('<i8').",
            ['f', ..] => "Convert it, such as with array.astype('<f8'), and save it again.",
            _ => "Convert it, such as with array.astype('<f4'), and save it again.",
        };

    private static string Field(Regex field, string text, string name, string path)
    {
        var match = field.Match(text);
        return match.Success
            ? match.Groups[1].Value
            : throw new DataFormatException(path, $"a header with '{name}'", text.Trim(), Again);
    }

    [GeneratedRegex(@"['""]descr['""]:\s*['""]([^'""]*)['""]")]
    private static partial Regex DescriptionField();

    [GeneratedRegex(@"['""]descr['""]:\s*\[(.*?)\]\s*,\s*['""]fortran_order", RegexOptions.Singleline)]
    private static partial Regex FieldsField();

    [GeneratedRegex(@"\(\s*['""]([^'""]+)['""]")]
    private static partial Regex FieldName();

    [GeneratedRegex(@"['""]fortran_order['""]:\s*(True|False)")]
    private static partial Regex OrderField();

    [GeneratedRegex(@"['""]shape['""]:\s*\(([^)]*)\)")]
    private static partial Regex ShapeField();
}
