using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace Gan.Monitoring;

/// <summary>Where the chunks of a PNG file lie. Their data stay in the file until they are asked for, so that a header
/// that lies about a length costs no memory.</summary>
internal static class PngChunks
{
    private const int Frame = 12; // length, type and checksum around the data

    /// <summary>One chunk.</summary>
    /// <param name="Type">Four letters.</param>
    /// <param name="Start">Of the whole chunk in the file.</param>
    /// <param name="Length">Bytes of its data.</param>
    internal readonly record struct Chunk(string Type, long Start, uint Length)
    {
        /// <summary>Where the next one begins.</summary>
        public long End => Start + Frame + Length;
    }

    /// <summary>All of a file, from IHDR to IEND, their checksums tried.</summary>
    /// <exception cref="InvalidDataException">It is no PNG file, cut short or damaged.</exception>
    internal static IReadOnlyList<Chunk> Read(FileStream file)
    {
        file.Position = 0;
        Span<byte> head = stackalloc byte[8];
        if (
            file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < 8
            || !head.SequenceEqual(PngFile.Signature)
        )
        {
            throw Bad(file, "it does not begin as one");
        }
        var chunks = new List<Chunk>();
        do
        {
            if (file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < 8)
            {
                throw Bad(file, "it is cut short");
            }
            var type = Encoding.Latin1.GetString(head[4..]);
            var chunk = new Chunk(type, file.Position - 8, BinaryPrimitives.ReadUInt32BigEndian(head));
            if (chunk.End > file.Length)
            {
                throw Bad(file, "a chunk claims more bytes than there are");
            }
            if (Checksum(file, head[4..], chunk.Length) != Number(file))
            {
                throw Bad(file, "the checksum of a chunk is wrong");
            }
            chunks.Add(chunk);
        } while (chunks[^1].Type != "IEND");
        return chunks is [{ Type: "IHDR", Length: 13 }, ..] && chunks.Exists(chunk => chunk.Type == "IDAT")
            ? chunks
            : throw Bad(file, "it has no header or no pixels");
    }

    /// <summary>The data of a chunk that is small enough to be text.</summary>
    /// <exception cref="InvalidDataException">It has more than a megabyte.</exception>
    internal static byte[] Data(FileStream file, Chunk chunk)
    {
        const int most = 1 << 20;
        if (chunk.Length > most)
        {
            throw Bad(file, $"its metadata have {chunk.Length} bytes, and at most {most} are read");
        }
        var data = new byte[chunk.Length];
        file.Position = chunk.Start + 8;
        file.ReadExactly(data);
        return data;
    }

    internal static InvalidDataException Bad(FileStream file, string why) =>
        new($"'{file.Name}' is no PNG file that can be marked: {why}.");

    private static uint Checksum(FileStream file, ReadOnlySpan<byte> type, uint length)
    {
        var checksum = new Crc32();
        checksum.Append(type);
        var buffer = new byte[Math.Min(length, 1 << 16)];
        for (long left = length; left > 0; )
        {
            var part = buffer.AsSpan(0, (int)Math.Min(left, buffer.Length));
            file.ReadExactly(part);
            checksum.Append(part);
            left -= part.Length;
        }
        return checksum.GetCurrentHashAsUInt32();
    }

    private static uint Number(FileStream file)
    {
        Span<byte> number = stackalloc byte[4];
        file.ReadExactly(number);
        return BinaryPrimitives.ReadUInt32BigEndian(number);
    }
}
