using System.Buffers.Binary;

namespace Gan.Data.Tests.Images;

/// <summary>BMP files of one colour, which need no libvips to be read.</summary>
internal static class Bmp
{
    public static byte[] Of(byte red, byte green, byte blue, int height = 4, int width = 4)
    {
        var stride = (width * 3 + 3) / 4 * 4;
        var file = new byte[54 + stride * height];
        "BM"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(10), 54);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(14), 40);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(18), width);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(22), height);
        file[26] = 1;
        file[28] = 24;
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var pixel = file.AsSpan(54 + y * stride + 3 * x, 3);
                pixel[0] = blue;
                pixel[1] = green;
                pixel[2] = red;
            }
        }

        return file;
    }

    /// <summary>Writes a file, with the folders on the way to it.</summary>
    public static void Put(this TemporaryFolder folder, string name, byte[]? content = null)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder.Path, name))!);
        folder.Write(name, content ?? Of(10, 20, 30));
    }

    /// <summary>Small options for such files.</summary>
    public static ImageFolderOptions Small => new() { Size = 4, Workers = 2 };
}
