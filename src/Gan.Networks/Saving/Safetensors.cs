using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>
/// The safetensors format: eight bytes with the header's length, a JSON header with dtype, shape and offsets of each
/// tensor, then the bytes. Loading runs no code. Layout as documented for version 0.4 of the format.
/// </summary>
public static class Safetensors
{
    private const long LargestHeader = 100_000_000; // the format's own limit

    private static readonly (string Name, ScalarType Type)[] Types =
    [
        ("F64", ScalarType.Float64),
        ("F32", ScalarType.Float32),
        ("F16", ScalarType.Float16),
        ("BF16", ScalarType.BFloat16),
        ("I64", ScalarType.Int64),
        ("I32", ScalarType.Int32),
        ("I16", ScalarType.Int16),
        ("I8", ScalarType.Int8),
        ("U8", ScalarType.Byte),
        ("BOOL", ScalarType.Bool),
    ];

    /// <summary>Writes tensors and text beside <paramref name="path"/> and renames the finished file into
    /// place.</summary>
    /// <param name="path">The file. Its folder is made when missing.</param>
    /// <param name="tensors">The tensors by name.</param>
    /// <param name="metadata">Text that travels along.</param>
    /// <exception cref="IOException">The file cannot be written; an older file of that name is left whole.</exception>
    /// <exception cref="ObjectDisposedException">A tensor was disposed.</exception>
    public static void Save(
        string path,
        IReadOnlyDictionary<string, Tensor> tensors,
        IReadOnlyDictionary<string, string>? metadata = null
    )
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(tensors);
        var header = new JsonObject();
        if (metadata is not null)
        {
            header["__metadata__"] = new JsonObject(
                metadata.Select(m => KeyValuePair.Create(m.Key, (JsonNode?)m.Value))
            );
        }
        long offset = 0;
        foreach (var (name, tensor) in tensors)
        {
            ObjectDisposedException.ThrowIf(tensor.IsInvalid, tensor); // TorchSharp would speak of an empty handle
            var length = tensor.numel() * tensor.element_size();
            header[name] = new JsonObject
            {
                ["dtype"] =
                    Array.Find(Types, t => t.Type == tensor.dtype).Name
                    ?? throw new ArgumentException(
                        $"Tensor '{name}' is {tensor.dtype}, which safetensors cannot hold."
                    ),
                ["shape"] = new JsonArray([.. tensor.shape.Select(d => (JsonNode)d)]),
                ["data_offsets"] = new JsonArray(offset, offset + length),
            };
            offset += length;
        }
        var json = Encoding.UTF8.GetBytes(header.ToJsonString());
        var padded = (json.Length + 7) / 8 * 8; // tensors start at a multiple of eight
        FileBeside.Write(
            path,
            file =>
            {
                Span<byte> length = stackalloc byte[8];
                BinaryPrimitives.WriteInt64LittleEndian(length, padded);
                file.Write(length);
                file.Write(json);
                for (var i = json.Length; i < padded; i++)
                {
                    file.WriteByte((byte)' ');
                }
                using var scope = NewDisposeScope();
                foreach (var tensor in tensors.Values)
                {
                    file.Write(tensor.detach().cpu().contiguous().bytes);
                }
            }
        );
    }

    /// <summary>Reads a file back. The caller disposes the tensors.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, a folder or no safetensors file; says what was
    /// found.</exception>
    public static (Dictionary<string, Tensor> Tensors, Dictionary<string, string> Metadata) Load(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        TorchBackend.EnsureAvailable();
        if (Directory.Exists(path))
        {
            throw new InvalidDataException($"'{path}' is a folder, not a safetensors file{FolderHint.Of(path)}");
        }
        using var file = File.OpenRead(path);
        var header = SafetensorsHeader.Read(file, path, LargestHeader);
        var tensors = new Dictionary<string, Tensor>();
        try
        {
            foreach (var (name, entry) in header.Entries)
            {
                var type = Array.Find(Types, t => t.Name == entry.Type);
                if (type.Name is null)
                {
                    throw header.Bad(
                        $"tensor '{name}' has dtype {entry.Type}; known are "
                            + $"{string.Join(", ", Types.Select(t => t.Name))}"
                    );
                }
                header.CheckSize(name, entry, type.Type.ElementSize());
                var tensor = empty(entry.Shape, dtype: type.Type).DetachFromDisposeScope();
                tensors.Add(name, tensor);
                file.Position = header.DataStart + entry.Start;
                if (entry.End > entry.Start)
                {
                    file.ReadExactly(tensor.bytes);
                }
            }
            return (tensors, header.Metadata);
        }
        catch
        {
            foreach (var tensor in tensors.Values)
            {
                tensor.Dispose();
            }
            throw;
        }
    }

    /// <summary>Reads a file, lends its tensors and metadata, and frees the tensors.</summary>
    /// <param name="path">The file.</param>
    /// <param name="use">Gets tensors and metadata; what it wants to keep it must copy.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or no safetensors file.</exception>
    public static void Read(string path, Action<Dictionary<string, Tensor>, Dictionary<string, string>> use)
    {
        ArgumentNullException.ThrowIfNull(use);
        var (tensors, metadata) = Load(path);
        try
        {
            use(tensors, metadata);
        }
        finally
        {
            foreach (var tensor in tensors.Values)
            {
                tensor.Dispose();
            }
        }
    }
}
