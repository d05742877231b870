using System.Text;

namespace Gan.Data;

/// <summary>Text that is what its encoding says: bytes that are none of it are an error with their place, never a
/// replacement character that a GAN would learn.</summary>
internal static class StrictText
{
    private const int BlockBytes = 1 << 16;

    /// <summary>Opens a file for reading; a byte order mark decides the encoding where there is one.</summary>
    public static (StreamReader Text, Encoding Encoding) Open(string path, Encoding fallback)
    {
        if (Directory.Exists(path))
        {
            throw new DataFormatException(path, "a file of text", "a folder", "Name a file in it.");
        }
        var file = File.OpenRead(path);
        try
        {
            var encoding = Strict(FromMark(file) ?? fallback);
            // Its own search for marks would go on with a decoder that replaces.
            return (new StreamReader(file, encoding, detectEncodingFromByteOrderMarks: false), encoding);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>What is wrong with a file that <paramref name="encoding"/> could not decode.</summary>
    public static DataFormatException Wrong(string path, Encoding encoding, DecoderFallbackException cause)
    {
        var (place, line, bytes) = Find(path, encoding) ?? (0, 1, cause.BytesUnknown ?? []);
        return new DataFormatException(
            path,
            $"text in {encoding.WebName}",
            $"the bytes {Convert.ToHexString(bytes)} at byte {place} (line {line}), which are none",
            "Save the file as UTF-8, or state its encoding: TableOptions.Encoding, TextOptions.Encoding.",
            cause
        );
    }

    private static Encoding Strict(Encoding encoding)
    {
        var strict = (Encoding)encoding.Clone();
        strict.DecoderFallback = DecoderFallback.ExceptionFallback;
        return strict;
    }

    /// <summary>The encoding of a byte order mark; the file then stands behind it, else at its start.</summary>
    private static Encoding? FromMark(FileStream file)
    {
        Span<byte> start = stackalloc byte[4];
        start = start[..file.ReadAtLeast(start, 4, throwOnEndOfStream: false)];
        var (encoding, length) = start switch
        {
            [0xFF, 0xFE, 0, 0] => (Encoding.UTF32, 4),
            [0, 0, 0xFE, 0xFF] => (new UTF32Encoding(bigEndian: true, byteOrderMark: true), 4),
            [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8, 3),
            [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
            [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
            _ => ((Encoding?)null, 0),
        };
        file.Position = length;
        return encoding;
    }

    // The reader is some blocks further when it meets the bytes, so the file is decoded once more.
    private static (long Place, long Line, byte[] Bytes)? Find(string path, Encoding encoding)
    {
        using var file = File.OpenRead(path);
        FromMark(file);
        var decoder = encoding.GetDecoder();
        var bytes = new byte[BlockBytes];
        var characters = new char[encoding.GetMaxCharCount(BlockBytes)];
        var start = file.Position;
        var line = 1L;
        var read = -1;
        try
        {
            while (read != 0)
            {
                read = file.ReadAtLeast(bytes, BlockBytes, throwOnEndOfStream: false);
                var count = decoder.GetChars(bytes, 0, read, characters, 0, flush: read == 0);
                line += characters.AsSpan(0, count).Count('\n');
                start += read;
            }
        }
        catch (DecoderFallbackException wrong)
        {
            var rest = (Encoding)encoding.Clone();
            rest.DecoderFallback = DecoderFallback.ReplacementFallback;
            var unknown = wrong.BytesUnknown ?? [];
            var before = wrong.Index - unknown.Length;
            // Half of a UTF-16 pair is noticed at what follows it.
            var isBefore =
                before >= 0
                && bytes.AsSpan(before).StartsWith(unknown)
                && !bytes.AsSpan(wrong.Index).StartsWith(unknown);
            var place = isBefore ? before : wrong.Index;
            line += rest.GetString(bytes, 0, Math.Clamp(place, 0, read)).AsSpan().Count('\n');
            return (start + place, line, unknown);
        }

        return null;
    }
}
