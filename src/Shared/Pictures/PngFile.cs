using System.IO.Compression;
using static System.FormattableString;

namespace Gan;

/// <summary>What a PNG file of 8-bit pixels is made of (W3C recommendation, third edition): one IDAT chunk, no filter,
/// no interlacing. Compiled into the rooms that write pictures.</summary>
internal static class PngFile
{
    /// <summary>What a picture may take, in bytes: noise that cannot be compressed must fit into one chunk
    /// too.</summary>
    internal const long MaxBytes = 2_000_000_000;

    /// <summary>What each PNG file begins with.</summary>
    internal static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Writes a picture to a stream, which stays open.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="channels">1 for grey, 3 for RGB, 4 for RGBA.</param>
    /// <param name="pixels">Row by row from the top, the channels of a pixel beside each other.</param>
    /// <param name="mark">Says that a generator made it; null for a picture that none made.</param>
    internal static void Write(Stream stream, int width, int height, int channels, byte[] pixels, PngMark? mark)
    {
        stream.Write(Signature);
        PngChunk.Write(stream, "IHDR"u8, PngHeader.Of(width, height, channels));
        mark?.Write(stream);
        PngChunk.Write(stream, "IDAT"u8, Compress(width * channels, height, pixels));
        PngChunk.Write(stream, "IEND"u8, []);
    }

    /// <summary>Opens a file to write, which may not end as other pictures do; makes the folder.</summary>
    internal static FileStream Create(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Path.GetExtension(path).ToLowerInvariant() is ".jpg" or ".jpeg" or ".webp" or ".gif" or ".bmp" or ".tiff")
        {
            throw new ArgumentException($"Pictures are written as PNG, but the file is '{path}'.", nameof(path));
        }
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        return File.Create(path);
    }

    internal static ReadOnlySpan<byte> Compress(int row, int height, byte[] pixels)
    {
        var memory = new MemoryStream();
        using (var zlib = new ZLibStream(memory, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (var y = 0; y < height; y++)
            {
                zlib.WriteByte(0); // filter type None
                zlib.Write(pixels, y * row, row);
            }
        }
        return memory.GetBuffer().AsSpan(0, (int)memory.Length);
    }

    /// <summary>Says how large such a picture would be, where it is too large; else null.</summary>
    internal static string? TooLarge(long width, long height, long channels)
    {
        var bytes = (Int128)((width * channels) + 1) * height; // with one for the filter of each row
        return bytes <= MaxBytes
            ? null
            : Invariant(
                $"A picture of {width} x {height} pixels and {channels} channels takes {(double)bytes / 1e9:0.0}"
            ) + " GB, but a picture has at most 2 GB";
    }
}
