using System.Buffers.Binary;
using System.Text.Json;

namespace Gan;

/// <summary>The checked header of a safetensors file: nothing in it is believed that the file's length does not bear
/// out.</summary>
internal sealed class SafetensorsHeader
{
    private readonly string path;

    private SafetensorsHeader(string path, long dataStart, long dataLength)
    {
        this.path = path;
        DataStart = dataStart;
        DataLength = dataLength;
    }

    internal readonly record struct Entry(string Type, long[] Shape, long Start, long End);

    internal long DataStart { get; }

    internal long DataLength { get; }

    internal Dictionary<string, Entry> Entries { get; } = [];

    internal Dictionary<string, string> Metadata { get; } = [];

    internal static SafetensorsHeader Read(Stream file, string path, long largest)
    {
        var length = file.Length;
        Span<byte> prefix = stackalloc byte[8];
        if (length < 8)
        {
            throw Bad(path, $"expected at least 8 bytes, found {length}");
        }
        file.ReadExactly(prefix);
        var headerLength = BinaryPrimitives.ReadInt64LittleEndian(prefix);
        if (headerLength < 2 || headerLength > Math.Min(largest, length - 8))
        {
            throw Bad(
                path,
                $"its header claims {headerLength} bytes, but the file has {length}; "
                    + "it is truncated or no safetensors file"
            );
        }
        var json = new byte[headerLength];
        file.ReadExactly(json);
        var header = new SafetensorsHeader(path, 8 + headerLength, length - 8 - headerLength);
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 8 });
            header.Parse(document.RootElement);
        }
        catch (Exception e)
            when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw Bad(path, $"its header cannot be read: {e.Message}", e);
        }
        header.CheckOverlap();
        return header;
    }

    private void Parse(JsonElement root)
    {
        foreach (var property in root.EnumerateObject())
        {
            if (property.Name == "__metadata__")
            {
                foreach (var m in property.Value.EnumerateObject())
                {
                    Metadata[m.Name] = m.Value.GetString() ?? "";
                }
                continue;
            }
            var offsets = property.Value.GetProperty("data_offsets");
            if (offsets.GetArrayLength() != 2)
            {
                throw Bad($"tensor '{property.Name}' has {offsets.GetArrayLength()} data offsets instead of 2");
            }
            var entry = new Entry(
                property.Value.GetProperty("dtype").GetString() ?? "",
                [.. property.Value.GetProperty("shape").EnumerateArray().Select(d => d.GetInt64())],
                offsets[0].GetInt64(),
                offsets[1].GetInt64()
            );
            if (entry.Start < 0 || entry.End < entry.Start || entry.End > DataLength)
            {
                throw Bad(
                    $"tensor '{property.Name}' claims bytes {entry.Start} to {entry.End} of {DataLength}; "
                        + "the file is truncated or damaged"
                );
            }
            if (!Entries.TryAdd(property.Name, entry))
            {
                throw Bad($"tensor '{property.Name}' appears twice");
            }
        }
    }

    internal void CheckSize(string name, in Entry entry, int elementSize)
    {
        var size = (Int128)elementSize;
        var extent = (Int128)1; // strides count an empty axis as one
        foreach (var d in entry.Shape)
        {
            if (d < 0)
            {
                throw Bad($"tensor '{name}' has a negative size in {ShapeText.Of(entry.Shape)}");
            }
            size = size > long.MaxValue ? size : size * d;
            extent = extent > long.MaxValue ? extent : extent * Math.Max(d, 1);
        }
        if (size != entry.End - entry.Start)
        {
            throw Bad(
                $"tensor '{name}' of {entry.Type}{ShapeText.Of(entry.Shape)} needs {size} bytes, but "
                    + $"its offsets span {entry.End - entry.Start}"
            );
        }
        if (extent > long.MaxValue)
        {
            throw Bad($"tensor '{name}' has sizes that are too large in {ShapeText.Of(entry.Shape)}");
        }
    }

    private void CheckOverlap()
    {
        long end = 0;
        foreach (var (name, entry) in Entries.OrderBy(e => e.Value.Start).ThenBy(e => e.Value.End))
        {
            if (entry.Start < end)
            {
                throw Bad($"tensor '{name}' overlaps the one before it");
            }
            end = entry.End;
        }
    }

    internal InvalidDataException Bad(string found) => Bad(path, found);

    private static InvalidDataException Bad(string path, string found, Exception? inner = null) =>
        new($"'{path}' is no valid safetensors file: {found}.", inner);
}
