using System.Security.Cryptography;

namespace Gan.Data;

/// <summary>
/// First page of a prepared cache. After it come the pixels, at <see cref="Size"/>, then the tables: a label and a file
/// number for each image (int32 each, −1 for no label), a SHA-256 for each block of pixels, and names as JSON.
/// Everything is little-endian.
/// </summary>
/// <param name="Count">Number of images.</param>
/// <param name="Channels">C of an image.</param>
/// <param name="Height">H of an image.</param>
/// <param name="Width">W of an image.</param>
/// <param name="NamesLength">Bytes of the JSON at the end.</param>
/// <param name="OptionsHash">SHA-256 of the settings that the pixels depend on.</param>
/// <param name="ListingHash">SHA-256 of the names, sizes, times and classes of the files.</param>
/// <param name="TablesHash">SHA-256 of all that follows the pixels.</param>
internal sealed record CacheHeader(
    long Count,
    int Channels,
    int Height,
    int Width,
    int NamesLength,
    byte[] OptionsHash,
    byte[] ListingHash,
    byte[] TablesHash
)
{
    public const int Size = 4096;
    public const int BlockBytes = 64 << 10;
    private const int HashBytes = 32;
    private const int Version = 1;
    private const int MaxSide = 16_384; // as ImageSize

    // A line ending and a byte that is no text show a transfer as text.
    private static ReadOnlySpan<byte> Magic => "GanImg\r\n\u001a"u8;

    public long ImageBytes => (long)Channels * Height * Width;

    public long PixelBytes => Count * ImageBytes;

    public long Blocks => (PixelBytes + BlockBytes - 1) / BlockBytes;

    public long TablesLength => (Count * 8) + (Blocks * HashBytes) + NamesLength;

    public long FileLength => Size + PixelBytes + TablesLength;

    private bool IsPossible =>
        Count is >= 1 and <= int.MaxValue
        && Channels is 1 or 3 or 4
        && Height is >= 1 and <= MaxSide
        && Width is >= 1 and <= MaxSide
        && NamesLength >= 0
        && TablesLength <= Array.MaxLength;

    public byte[] ToBytes()
    {
        var page = new byte[Size];
        using var stream = new MemoryStream(page);
        using var writer = new BinaryWriter(stream);
        writer.Write(Magic);
        writer.Write(Version);
        writer.Write(Count);
        writer.Write(Channels);
        writer.Write(Height);
        writer.Write(Width);
        writer.Write(NamesLength);
        writer.Write(OptionsHash);
        writer.Write(ListingHash);
        writer.Write(TablesHash);
        SHA256.HashData(page.AsSpan(0, Size - HashBytes)).CopyTo(page, Size - HashBytes);
        return page;
    }

    /// <summary>The header of a file of a length; null with the
    /// reason where it is none, half-written or changed.</summary>
    public static CacheHeader? Read(ReadOnlySpan<byte> page, long fileLength, out string reason)
    {
        reason = "";
        if (page.Length < Size || !page.StartsWith(Magic))
        {
            reason = "it is no cache of images";
            return null;
        }

        var hash = SHA256.HashData(page[..(Size - HashBytes)]);
        if (!hash.AsSpan().SequenceEqual(page[(Size - HashBytes)..Size]))
        {
            reason = "its header is damaged";
            return null;
        }

        using var stream = new MemoryStream(page[Magic.Length..].ToArray());
        using var reader = new BinaryReader(stream);
        var version = reader.ReadInt32();
        if (version != Version)
        {
            reason = $"it is of version {version}, this is version {Version}";
            return null;
        }

        var header = new CacheHeader(
            reader.ReadInt64(),
            reader.ReadInt32(),
            reader.ReadInt32(),
            reader.ReadInt32(),
            reader.ReadInt32(),
            reader.ReadBytes(HashBytes),
            reader.ReadBytes(HashBytes),
            reader.ReadBytes(HashBytes)
        );
        if (!header.IsPossible)
        {
            reason = "its header contradicts itself";
            return null;
        }

        if (fileLength != header.FileLength)
        {
            reason = $"it has {fileLength} bytes and not {header.FileLength}";
            return null;
        }

        return header;
    }
}
