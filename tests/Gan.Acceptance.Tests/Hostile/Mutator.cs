using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gan.Acceptance.Tests.Hostile;

/// <summary>Where in a file a mutation may aim: bytes anywhere, or what a reader parses, so that it gets past checksums
/// and lengths.</summary>
internal enum Layer
{
    /// <summary>Any bytes.</summary>
    Bytes,

    /// <summary>The whole file is JSON.</summary>
    Json,

    /// <summary>The JSON header of a safetensors file, whose length is then put right.</summary>
    SafetensorsHeader,

    /// <summary>What a gzip file holds; it is packed again.</summary>
    Unpacked,

    /// <summary>Numbers in text, such as CSV or the header of an npy file.</summary>
    Text,
}

/// <summary>Makes bad files from good ones. Everything is drawn from one seed, so that what was found is found
/// again.</summary>
internal sealed class Mutator(int seed)
{
    private static readonly long[] Integers =
    [
        0,
        1,
        -1,
        2,
        7,
        127,
        128,
        255,
        256,
        short.MaxValue,
        ushort.MaxValue,
        int.MaxValue,
        int.MinValue,
        uint.MaxValue,
        1L << 40,
        long.MaxValue,
        long.MinValue,
        long.MaxValue - 7,
    ];

    private static readonly string[] Words =
    [
        "0",
        "-1",
        "1e308",
        "1e999",
        "-0",
        "99999999999999999999999999",
        "NaN",
        "null",
        "true",
        "\"\"",
        "\"../../../etc/passwd\"",
        "\"/dev/zero\"",
        "\"\\u0000\"",
        "[]",
        "{}",
        "4611686018427387904",
        "2147483648",
        "65536",
        "1000000000000",
        "[[1]]",
        "\"F32\"",
        "\"1\"",
    ];

    private readonly Random random = new(seed);

    /// <summary>A changed copy: one to four changes of one kind.</summary>
    internal byte[] Mutate(byte[] good, IReadOnlyList<Layer> layers) =>
        layers[random.Next(layers.Count)] switch
        {
            Layer.Json => Json(good),
            Layer.SafetensorsHeader => SafetensorsHeader(good),
            Layer.Unpacked => Pack(Bytes(Unpack(good))),
            Layer.Text => Several(good, Numbers),
            _ => Bytes(good),
        };

    private byte[] Bytes(byte[] good) =>
        Several(
            good,
            random.Next(6) switch
            {
                0 => Flip,
                1 => Cut,
                2 => Insert,
                3 => Duplicate,
                4 => Extreme,
                _ => Remove,
            }
        );

    private byte[] Several(byte[] good, Func<byte[], byte[]> change)
    {
        var bytes = good;
        for (var i = random.Next(4); i >= 0; i--)
        {
            bytes = change(bytes);
        }
        return bytes;
    }

    // Headers come first, and most of what can go wrong goes wrong there.
    private int Place(int length)
    {
        if (length == 0)
        {
            return 0;
        }
        return random.Next(random.Next(2) == 0 ? Math.Min(length, 64) : length);
    }

    private byte[] Flip(byte[] bytes)
    {
        if (bytes.Length == 0)
        {
            return bytes;
        }
        byte[] changed = [.. bytes];
        changed[Place(bytes.Length)] ^= (byte)(1 << random.Next(8));
        return changed;
    }

    private byte[] Cut(byte[] bytes) => bytes[..random.Next(bytes.Length + 1)];

    private byte[] Insert(byte[] bytes)
    {
        var at = Place(bytes.Length);
        var more = new byte[random.Next(1, 20)];
        if (random.Next(2) == 0)
        {
            random.NextBytes(more);
        }
        return [.. bytes[..at], .. more, .. bytes[at..]];
    }

    private byte[] Duplicate(byte[] bytes)
    {
        var at = Place(bytes.Length);
        var length = random.Next(1, 40);
        var end = Math.Min(bytes.Length, at + length);
        return [.. bytes[..end], .. bytes[at..end], .. bytes[end..]];
    }

    private byte[] Remove(byte[] bytes)
    {
        var at = Place(bytes.Length);
        return [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + random.Next(1, 20))..]];
    }

    private byte[] Extreme(byte[] bytes)
    {
        if (bytes.Length < 8)
        {
            return Flip(bytes);
        }
        byte[] changed = [.. bytes];
        var value = Integers[random.Next(Integers.Length)];
        var at = Math.Min(Place(bytes.Length), bytes.Length - 8) & (random.Next(2) == 0 ? ~3 : ~0);
        var span = changed.AsSpan(at);
        switch (random.Next(5))
        {
            case 0:
                BinaryPrimitives.WriteInt64LittleEndian(span, value);
                break;
            case 1:
                BinaryPrimitives.WriteInt32LittleEndian(span, (int)value);
                break;
            case 2:
                BinaryPrimitives.WriteInt32BigEndian(span, (int)value);
                break;
            case 3:
                BinaryPrimitives.WriteInt64BigEndian(span, value);
                break;
            default:
                BinaryPrimitives.WriteInt16LittleEndian(span, (short)value);
                break;
        }
        return changed;
    }

    /// <summary>Replaces a run of digits, or a separator, in text.</summary>
    private byte[] Numbers(byte[] bytes)
    {
        var text = Encoding.Latin1.GetString(bytes);
        var runs = System.Text.RegularExpressions.Regex.Matches(text, "[0-9]+|[,()'\":;\n]");
        if (runs.Count == 0)
        {
            return Flip(bytes);
        }
        var run = runs[random.Next(Math.Min(runs.Count, 200))];
        var other =
            random.Next(3) == 0
                ? Integers[random.Next(Integers.Length)].ToString(System.Globalization.CultureInfo.InvariantCulture)
                : Words[random.Next(Words.Length)];
        return Encoding.Latin1.GetBytes(text[..run.Index] + other + text[(run.Index + run.Length)..]);
    }

    private byte[] SafetensorsHeader(byte[] good)
    {
        var length = (int)BinaryPrimitives.ReadInt64LittleEndian(good);
        var json = Json(good[8..(8 + length)]);
        var prefix = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, json.Length);
        return [.. prefix, .. json, .. good[(8 + length)..]];
    }

    private byte[] Json(byte[] good)
    {
        if (random.Next(4) == 0)
        {
            return Several(good, random.Next(2) == 0 ? Numbers : Duplicate);
        }
        var root = JsonNode.Parse(good)!;
        for (var i = random.Next(3); i >= 0; i--)
        {
            Edit(root);
        }
        return Encoding.UTF8.GetBytes(Raw(root));
    }

    // A number that no type holds, a key twice and deep nesting can only be written as text: a marker takes their place
    // until then.
    private readonly Dictionary<string, string> raw = [];

    private string Raw(JsonNode root)
    {
        var text = root.ToJsonString();
        foreach (var (marker, value) in raw)
        {
            text = text.Replace($"\"{marker}\"", value, StringComparison.Ordinal);
        }
        raw.Clear();
        return text;
    }

    private JsonValue AsText(string value)
    {
        var marker = $"marker-{raw.Count}-";
        raw[marker] = value;
        return JsonValue.Create(marker);
    }

    private void Edit(JsonNode root)
    {
        var nodes = Below(root).ToList();
        if (nodes.Count == 0)
        {
            return;
        }
        var node = nodes[random.Next(nodes.Count)];
        if (Inner(node) is { } inner)
        {
            Edit(inner);
            Put(node, JsonValue.Create(inner.ToJsonString())); // JSON in a string in JSON: settings in metadata
            return;
        }
        switch (random.Next(8))
        {
            case 0:
                Put(node, AsText(new string('[', 200) + new string(']', 200)));
                break;
            case 1 when node.Parent is JsonObject parent:
                var name = node.GetPropertyName();
                var value = node.ToJsonString();
                Put(node, AsText($"{value},{JsonValue.Create(name).ToJsonString()}:{value}"));
                break;
            case 2 when node.Parent is JsonObject parent:
                parent.Remove(node.GetPropertyName());
                break;
            case 3 when node.Parent is JsonObject parent:
                var moved = node.DeepClone();
                parent.Remove(node.GetPropertyName());
                parent[random.Next(2) == 0 ? "../../etc/passwd" : "constructor"] = moved;
                break;
            case 4 when node.Parent is JsonArray parent:
                parent.Add(node.DeepClone());
                break;
            case 5 or 6:
                Put(
                    node,
                    AsText(
                        Integers[random.Next(Integers.Length)]
                            .ToString(System.Globalization.CultureInfo.InvariantCulture)
                    )
                );
                break;
            default:
                Put(node, AsText(Words[random.Next(Words.Length)]));
                break;
        }
    }

    private JsonNode? Inner(JsonNode node)
    {
        if (
            random.Next(10) == 0
            || node is not JsonValue value
            || !value.TryGetValue<string>(out var text)
            || text.Length == 0
            || text[0] is not ('{' or '[')
        )
        {
            return null;
        }
        return JsonNode.Parse(text);
    }

    private static IEnumerable<JsonNode> Below(JsonNode node) =>
        node switch
        {
            JsonObject o => o.Select(p => p.Value).OfType<JsonNode>().SelectMany(c => Below(c).Prepend(c)),
            JsonArray a => a.OfType<JsonNode>().SelectMany(c => Below(c).Prepend(c)),
            _ => [],
        };

    private static void Put(JsonNode old, JsonNode value)
    {
        if (old.Parent is JsonObject o)
        {
            o[old.GetPropertyName()] = value;
        }
        else if (old.Parent is JsonArray a)
        {
            a[a.IndexOf(old)] = value;
        }
    }

    private static byte[] Unpack(byte[] packed)
    {
        using var from = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        var to = new MemoryStream();
        from.CopyTo(to);
        return to.ToArray();
    }

    private static byte[] Pack(byte[] plain)
    {
        var to = new MemoryStream();
        using (var packing = new GZipStream(to, CompressionLevel.Fastest))
        {
            packing.Write(plain);
        }
        return to.ToArray();
    }
}
