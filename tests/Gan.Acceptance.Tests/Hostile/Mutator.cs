using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Gan.Acceptance.Tests.Hostile;

/// <summary>Makes bad files from good ones. Everything is drawn from one seed, so that what was found is found
/// again.</summary>
internal sealed class Mutator(int seed)
{
    private readonly Random random = new(seed);

    /// <summary>A changed copy: one to four changes of one kind.</summary>
    internal byte[] Mutate(byte[] good, IReadOnlyList<Layer> layers) =>
        layers[random.Next(layers.Count)] switch
        {
            Layer.Json => Json(good),
            Layer.SafetensorsHeader => SafetensorsHeader(good),
            Layer.Unpacked => Pack(Bytes(Unpack(good))),
            Layer.Text => Several(good, Numbers),
            Layer.Pickle => StoredZip.With(good, "data.pkl", Bytes),
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
        var value = Extremes.Integers[random.Next(Extremes.Integers.Length)];
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
                ? Extremes
                    .Integers[random.Next(Extremes.Integers.Length)]
                    .ToString(System.Globalization.CultureInfo.InvariantCulture)
                : Extremes.Words[random.Next(Extremes.Words.Length)];
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
        return new JsonEdits(random).Change(good);
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
