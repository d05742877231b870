using System.Buffers.Binary;
using System.IO.Compression;

namespace Gan.Monitoring;

/// <summary>
/// An 8-bit grey or RGB picture that writes itself as PNG (W3C recommendation, third edition): one IDAT chunk, no
/// filter, no interlacing.
/// </summary>
public sealed class PngImage
{
    private readonly byte[] pixels;

    /// <summary>Takes the pixels over, without a copy.</summary>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="channels">1 for grey, 3 for RGB.</param>
    /// <param name="pixels">Row by row from the top, the channels
    /// of a pixel beside each other; 0 is black, 255 white.</param>
    /// <exception cref="ArgumentException">A size is out of range, or
    /// the number of bytes is not width · height · channels.</exception>
    public PngImage(int width, int height, int channels, byte[] pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (channels is not (1 or 3))
        {
            throw new ArgumentOutOfRangeException(
                nameof(channels),
                channels,
                $"A picture has 1 channel (grey) or 3 (RGB), but {channels} were asked for."
            );
        }
        if (pixels.Length != (long)width * height * channels)
        {
            var size = $"A picture of {width} x {height} pixels and {channels} channels";
            var bytes = (long)width * height * channels;
            throw new ArgumentException($"{size} takes {bytes} bytes, but was given {pixels.Length}.", nameof(pixels));
        }
        Width = width;
        Height = height;
        Channels = channels;
        this.pixels = pixels;
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>1 for grey, 3 for RGB.</summary>
    public int Channels { get; }

    /// <summary>The bytes as given: rows from the top, channels of a pixel beside each other.</summary>
    public ReadOnlySpan<byte> Pixels => pixels;

    /// <summary>Writes the picture to a file, replacing it; the folder is made if it is missing.</summary>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using var file = File.Create(path);
        Save(file);
    }

    /// <summary>Writes the picture to a stream, which stays open.</summary>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        PngChunk.Write(stream, "IHDR"u8, Header());
        PngChunk.Write(stream, "IDAT"u8, Compress());
        PngChunk.Write(stream, "IEND"u8, []);
    }

    internal byte[] Header()
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Height);
        header[8] = 8; // bits a channel
        header[9] = (byte)(Channels == 1 ? 0 : 2); // colour type: grey or truecolour
        return header;
    }

    internal ReadOnlySpan<byte> Compress()
    {
        var memory = new MemoryStream();
        using (var zlib = new ZLibStream(memory, CompressionLevel.Optimal, leaveOpen: true))
        {
            var row = Width * Channels;
            for (var y = 0; y < Height; y++)
            {
                zlib.WriteByte(0); // filter type None
                zlib.Write(pixels, y * row, row);
            }
        }
        return memory.GetBuffer().AsSpan(0, (int)memory.Length);
    }
}
