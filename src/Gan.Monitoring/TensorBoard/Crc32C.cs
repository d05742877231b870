using System.Numerics;

namespace Gan.Monitoring;

/// <summary>CRC-32C (Castagnoli; RFC 3720, appendix B.4), and the masked form in which a TFRecord holds it.</summary>
internal static class Crc32C
{
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc = BitOperations.Crc32C(crc, value);
        }
        return ~crc;
    }

    /// <summary>The checksum rotated by 15 bits and shifted by a constant, so that a checksum of data that hold
    /// checksums stays sound.</summary>
    public static uint Mask(ReadOnlySpan<byte> bytes) => BitOperations.RotateRight(Of(bytes), 15) + 0xA282EAD8;
}
