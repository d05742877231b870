using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Gan.Monitoring.Tests;

/// <summary>A reader of its own, so that the writer is not tested with itself: every CRC is computed bit by
/// bit.</summary>
internal sealed record Png(
    int Width,
    int Height,
    int BitDepth,
    int ColourType,
    byte[] Pixels,
    IReadOnlyList<string> Chunks
)
{
    public int Channels => ChannelsOf(ColourType);

    private static int ChannelsOf(int colourType) =>
        colourType switch
        {
            2 => 3,
            6 => 4,
            _ => 1,
        };

    public byte[] At(int x, int y) =>
        Pixels[(((y * Width) + x) * Channels)..((((y * Width) + x) * Channels) + Channels)];

    public static Png Open(string path) => Read(File.ReadAllBytes(path));

    public static Png Read(byte[] file)
    {
        file[..8].Should().Equal(137, 80, 78, 71, 13, 10, 26, 10);
        var at = 8;
        var chunks = new List<string>();
        var header = Array.Empty<byte>();
        var data = new MemoryStream();
        while (at < file.Length)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            var name = Encoding.ASCII.GetString(file, at + 4, 4);
            var content = file[(at + 8)..(at + 8 + length)];
            BinaryPrimitives
                .ReadUInt32BigEndian(file.AsSpan(at + 8 + length))
                .Should()
                .Be(Crc(file[(at + 4)..(at + 8 + length)]), $"chunk {name}");
            if (name == "IHDR")
            {
                header = content;
            }
            if (name == "IDAT")
            {
                data.Write(content);
            }
            chunks.Add(name);
            at += length + 12;
        }

        header[10..].Should().Equal([0, 0, 0], "deflate, adaptive filters, no interlacing");
        var width = BinaryPrimitives.ReadInt32BigEndian(header);
        var height = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4));
        var row = width * ChannelsOf(header[9]);
        data.Position = 0;
        var raw = new MemoryStream();
        new ZLibStream(data, CompressionMode.Decompress).CopyTo(raw);
        raw.Length.Should().Be(height * (row + 1L));
        var pixels = raw.ToArray()
            .Chunk(row + 1)
            .SelectMany(line => line[0] == 0 ? line[1..] : throw new NotSupportedException("filter"))
            .ToArray();
        return new Png(width, height, header[8], header[9], pixels, chunks);
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var odd = ((crc ^ (uint)(value >> bit)) & 1) == 1;
                crc = odd ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }

        return ~crc;
    }
}
