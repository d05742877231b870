using System.Runtime.InteropServices;
using System.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>
/// The files that TorchSharp's <c>Module.save</c> writes, often named .dat: a count, then of each tensor the name, the
/// type, the sizes and the numbers. They have no mark, no version and no checksum, so that they are read here and not
/// written; numbers are in base 128, and the lowest seven bits come first.
/// </summary>
public static class DatFile
{
    private const int MostAxes = 64;
    private const int MostName = 1 << 16;

    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    private static readonly ScalarType[] Types =
    [
        ScalarType.Byte,
        ScalarType.Int8,
        ScalarType.Int16,
        ScalarType.Int32,
        ScalarType.Int64,
        ScalarType.Float16,
        ScalarType.Float32,
        ScalarType.Float64,
        ScalarType.Bool,
        ScalarType.BFloat16,
    ];

    /// <summary>Reads a file's tensors by their names. The caller disposes them.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or no such file; says what was found.</exception>
    public static Dictionary<string, Tensor> Load(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        TorchBackend.EnsureAvailable();
        if (Directory.Exists(path))
        {
            throw new InvalidDataException($"'{path}' is a folder, not a .dat file{FolderHint.Of(path)}");
        }
        using var file = File.OpenRead(path);
        var tensors = new Dictionary<string, Tensor>();
        try
        {
            using var reader = new BinaryReader(file, Utf8);
            Read(reader, tensors);
            return tensors;
        }
        catch (Exception fault)
        {
            foreach (var tensor in tensors.Values)
            {
                tensor.Dispose();
            }
            if (
                fault
                is ContentFault
                    or EndOfStreamException
                    or ArgumentException
                    or FormatException
                    or OverflowException
                    or ExternalException
            )
            {
                throw new InvalidDataException(
                    $"'{path}' is no .dat file of TorchSharp's Module.save: {TorchErrors.Text(fault).TrimEnd('.')}.",
                    fault
                );
            }
            throw;
        }
    }

    private static void Read(BinaryReader reader, Dictionary<string, Tensor> tensors)
    {
        var file = reader.BaseStream;
        var count = Number(reader);
        if (count > file.Length)
        {
            throw new ContentFault($"it claims {count} tensors in {file.Length} bytes");
        }
        for (var i = 0L; i < count; i++)
        {
            var name = Name(reader);
            if (tensors.ContainsKey(name))
            {
                throw new ContentFault($"tensor '{name}' appears twice");
            }
            tensors.Add(name, Tensor(reader, name));
        }
        if (file.Position != file.Length)
        {
            throw new ContentFault($"{file.Length - file.Position} bytes are left behind its {count} tensors");
        }
    }

    private static string Name(BinaryReader reader)
    {
        var length = Number(reader);
        if (length is 0 or > MostName || length > reader.BaseStream.Length - reader.BaseStream.Position)
        {
            throw new ContentFault($"a name has {length} bytes");
        }
        return Utf8.GetString(reader.ReadBytes((int)length));
    }

    private static Tensor Tensor(BinaryReader reader, string name)
    {
        var number = Number(reader);
        var type = Array.FindIndex(Types, one => (long)one == number);
        if (type < 0)
        {
            throw new ContentFault($"tensor '{name}' has the type {number}, which is not known");
        }
        var axes = Number(reader);
        if (axes > MostAxes)
        {
            throw new ContentFault($"tensor '{name}' has {axes} axes, and at most {MostAxes} are known");
        }
        var shape = new long[axes];
        var bytes = (Int128)Types[type].ElementSize();
        var extent = (Int128)1; // libtorch counts an empty axis as one
        for (var axis = 0; axis < axes; axis++)
        {
            shape[axis] = Number(reader);
            bytes = bytes > long.MaxValue ? bytes : bytes * shape[axis];
            extent = extent > long.MaxValue ? extent : extent * Math.Max(shape[axis], 1);
        }
        var left = reader.BaseStream.Length - reader.BaseStream.Position;
        if (bytes > left || bytes > int.MaxValue || extent > long.MaxValue)
        {
            throw new ContentFault($"tensor '{name}' {ShapeText.Of(shape)} needs {bytes} bytes, and {left} are left");
        }
        var tensor = empty(shape, dtype: Types[type]).DetachFromDisposeScope();
        if (bytes > 0)
        {
            reader.BaseStream.ReadExactly(tensor.bytes);
        }
        return tensor;
    }

    private static long Number(BinaryReader reader)
    {
        var number = reader.Read7BitEncodedInt64();
        return number >= 0 ? number : throw new ContentFault($"a size is {number}");
    }
}
