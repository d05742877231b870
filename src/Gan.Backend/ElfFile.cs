using System.Buffers.Binary;

namespace Gan;

/// <summary>The header of a Linux library (System V ABI, ELF-64, little-endian).</summary>
internal static class ElfFile
{
    private const int HeaderSize = 64;

    internal static bool HasHeader(ReadOnlySpan<byte> file) =>
        file.Length >= HeaderSize && file.StartsWith("\u007fELF\u0002\u0001"u8);

    /// <summary>
    /// False for a library whose end is missing. The loader maps such a file, and
    /// the process dies where it reads beyond its end; the table of sections stands
    /// last. True for what is no such file, which the loader itself refuses.
    /// </summary>
    internal static bool IsWhole(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var header = new byte[HeaderSize];
            if (file.ReadAtLeast(header, HeaderSize, throwOnEndOfStream: false) < HeaderSize)
            {
                return false;
            }
            if (!HasHeader(header))
            {
                return true;
            }
            var (start, size, count) = Sections(header);
            return start <= file.Length && size * count <= file.Length - start;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true; // the loader says why it cannot be read
        }
    }

    /// <summary>Where the table of sections begins, the size of an entry and their count.</summary>
    internal static (long Start, int Size, int Count) Sections(ReadOnlySpan<byte> header) =>
        (
            BinaryPrimitives.ReadInt64LittleEndian(header[0x28..]),
            BinaryPrimitives.ReadUInt16LittleEndian(header[0x3a..]),
            BinaryPrimitives.ReadUInt16LittleEndian(header[0x3c..])
        );
}
