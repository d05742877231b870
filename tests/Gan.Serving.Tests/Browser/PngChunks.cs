using System.Buffers.Binary;
using System.IO.Hashing;

namespace Gan.Serving.Tests.Browser;

/// <summary>Reads the chunks of a PNG file.</summary>
internal static class PngChunks
{
    /// <summary>Every chunk has the checksum that it names, and IEND is the last.</summary>
    public static void ShouldBeWhole(ReadOnlySpan<byte> file)
    {
        var type = "";
        for (var at = 8; at < file.Length; )
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file[at..]);
            type = System.Text.Encoding.ASCII.GetString(file.Slice(at + 4, 4));
            var found = BinaryPrimitives.ReadUInt32BigEndian(file[(at + 8 + length)..]);
            found.Should().Be(Crc32.HashToUInt32(file.Slice(at + 4, length + 4)), type);
            at += length + 12;
        }
        type.Should().Be("IEND");
    }
}
