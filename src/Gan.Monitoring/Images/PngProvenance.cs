using System.Text;
using System.Text.RegularExpressions;

namespace Gan.Monitoring;

/// <summary>Reads what a PNG file says of its origin, and adds it to one that says nothing. Pixels and all other chunks
/// stay as they are, byte for byte.</summary>
public static partial class PngProvenance
{
    // Of the packet's chunk: keyword and its end, compression's flag and method.
    private static readonly byte[] Keyword = [.. Encoding.Latin1.GetBytes(PngMark.XmpKeyword), 0];

    /// <summary>The value of <c>Iptc4xmpExt:DigitalSourceType</c> in the XMP packet of a PNG file; null where there is
    /// none.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">It is no PNG file, cut short or damaged, or its packet is
    /// compressed.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static string? SourceTypeOf(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var file = File.OpenRead(path);
        return Find(file) is { } found ? TypeIn(found.Text) : null;
    }

    /// <summary>Says in a PNG file that a generator made it. A packet of another's that says nothing of the source is
    /// kept and gains the statement.</summary>
    /// <param name="path">The file.</param>
    /// <param name="provenance">What is said.</param>
    /// <param name="target">Where to write; null replaces the file, by renaming.</param>
    /// <returns>Whether it said nothing before. A file that says so already is left, or copied, as it is.</returns>
    /// <exception cref="InvalidDataException">It is no PNG file, cut short or damaged; or it says already that it comes
    /// from elsewhere, or in a way that cannot be added to.</exception>
    /// <exception cref="IOException">It cannot be read or written.</exception>
    public static bool Add(string path, Provenance provenance, string? target = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(provenance);
        Argument.Must(target is not "", "name a file or be null", "empty", nameof(target));
        var place = Path.GetFullPath(target ?? path);
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        var beside = place + ".tmp";
        try
        {
            var isNew = Write(path, provenance, beside);
            File.Move(beside, place, overwrite: true);
            return isNew;
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }

    private static bool Write(string path, Provenance provenance, string beside)
    {
        using var file = File.OpenRead(path);
        var chunks = PngChunks.Read(file);
        var found = Find(file);
        var type = found is { } packet ? TypeIn(packet.Text) : null;
        if (type is not (null or PngMark.TrainedAlgorithmicMedia))
        {
            throw PngChunks.Bad(file, $"it says already that it is {type}");
        }
        using var written = File.Create(beside);
        if (type is not null)
        {
            Copy(file, written, 0, file.Length);
            return false;
        }
        var first = chunks[0];
        Copy(file, written, 0, first.End);
        if (found is { } other)
        {
            var text = Joined(file, other.Text, provenance.Mark);
            PngChunk.Write(written, "iTXt"u8, PngMark.InternationalText(PngMark.XmpKeyword, text));
            Copy(file, written, first.End, other.Chunk.Start);
            Copy(file, written, other.Chunk.End, file.Length);
            return true;
        }
        provenance.Mark.Write(written);
        Copy(file, written, first.End, file.Length);
        return true;
    }

    private static string Joined(FileStream file, string packet, PngMark mark)
    {
        var end = packet.LastIndexOf("</rdf:RDF>", StringComparison.Ordinal);
        return end >= 0
            ? packet.Insert(end, mark.Description())
            : throw PngChunks.Bad(file, "its XMP packet has no element rdf:RDF to add to");
    }

    private static (PngChunks.Chunk Chunk, string Text)? Find(FileStream file)
    {
        foreach (var chunk in PngChunks.Read(file).Where(chunk => chunk.Type == "iTXt"))
        {
            var start = new byte[Math.Min(Keyword.Length, chunk.Length)];
            file.Position = chunk.Start + 8;
            file.ReadExactly(start);
            if (start.AsSpan().SequenceEqual(Keyword))
            {
                return (chunk, Text(file, PngChunks.Data(file, chunk)));
            }
        }
        return null;
    }

    // Behind the keyword: whether it is compressed, how, a language and a translated keyword that end with 0, the text.
    private static string Text(FileStream file, byte[] data)
    {
        var rest = data.AsSpan(Keyword.Length);
        if (rest.Length < 4 || rest[0] != 0)
        {
            throw PngChunks.Bad(file, "its XMP packet is compressed or damaged");
        }
        rest = rest[2..];
        for (var skipped = 0; skipped < 2; skipped++)
        {
            var end = rest.IndexOf((byte)0);
            if (end < 0)
            {
                throw PngChunks.Bad(file, "its XMP packet is damaged");
            }
            rest = rest[(end + 1)..];
        }
        return Encoding.UTF8.GetString(rest);
    }

    private static string? TypeIn(string packet)
    {
        var match = SourceType().Match(packet);
        return match.Success ? match.Groups["value"].Value.Trim() : null;
    }

    private static void Copy(FileStream from, FileStream to, long start, long end)
    {
        from.Position = start;
        var buffer = new byte[1 << 16];
        for (var left = end - start; left > 0; )
        {
            var part = buffer.AsSpan(0, (int)Math.Min(left, buffer.Length));
            from.ReadExactly(part);
            to.Write(part);
            left -= part.Length;
        }
    }

    // As an attribute, an element that names a resource, or one with text: XMP allows all three.
    [GeneratedRegex(
        """DigitalSourceType(?:\s*=\s*["']|\s+rdf:resource\s*=\s*["']|[^<>]*>)\s*(?<value>[^<"']{1,200})""",
        RegexOptions.None,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex SourceType();
}
