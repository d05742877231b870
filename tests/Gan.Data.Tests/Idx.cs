using System.Buffers.Binary;
using System.IO.Compression;

namespace Gan.Data.Tests;

/// <summary>Bytes of IDX files, right and wrong ones, made without the code under test.</summary>
internal static class Idx
{
    public static byte[] Bytes(uint magic, uint[] sizes, ReadOnlySpan<byte> data)
    {
        var file = new byte[4 + (4 * sizes.Length) + data.Length];
        BinaryPrimitives.WriteUInt32BigEndian(file, magic);
        for (var axis = 0; axis < sizes.Length; axis++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(4 + (4 * axis)), sizes[axis]);
        }

        data.CopyTo(file.AsSpan(4 + (4 * sizes.Length)));
        return file;
    }

    /// <summary>Images whose pixel number p of the whole file is p mod 251.</summary>
    public static byte[] Images(int count, int height = 2, int width = 3) =>
        Bytes(0x803, [(uint)count, (uint)height, (uint)width], Ramp(count * height * width));

    public static byte[] Labels(params byte[] labels) => Bytes(0x801, [(uint)labels.Length], labels);

    public static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }

    public static byte[] Ramp(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i % 251))];
}
