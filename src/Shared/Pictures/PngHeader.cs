using System.Buffers.Binary;

namespace Gan;

/// <summary>The data of a PNG file's chunk IHDR, for 8 bits a channel.</summary>
internal static class PngHeader
{
    internal static byte[] Of(int width, int height, int channels)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8; // bits a channel
        header[9] = channels switch // colour type: grey, truecolour, truecolour with alpha
        {
            1 => 0,
            3 => 2,
            _ => 6,
        };
        return header;
    }
}
