using System.Buffers.Binary;
using System.IO.Compression;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>One IDX file of unsigned bytes into a tensor, checking everything that the file claims.</summary>
internal static class IdxReader
{
    // No DEFLATE stream expands further than this (zlib's technical notes), so a header that claims more is false.
    private const long MaxExpansion = 1032;
    private const int UnsignedByte = 0x08;
    private const string Again = "Copy or download the file again.";

    /// <summary>Reads a uint8 tensor with as many axes as asked for.</summary>
    /// <param name="file">A stream at its start that can seek.</param>
    /// <param name="path">What messages call it.</param>
    /// <param name="axes">Number of axes that the file must have: 3 for images, 1 for labels.</param>
    public static Tensor Read(Stream file, string path, int axes)
    {
        var (gzip, packedSize) = Packing(file);
        using var content = gzip ? new GZipStream(file, CompressionMode.Decompress, leaveOpen: true) : file;
        try
        {
            return Content(content, path, axes, gzip ? packedSize : null, file.Length);
        }
        catch (InvalidDataException damage)
        {
            throw new DataFormatException(
                path,
                "intact gzip data",
                $"damage ({damage.Message.TrimEnd('.')})",
                Again,
                damage
            );
        }
    }

    private static Tensor Content(Stream content, string path, int axes, uint? packedSize, long fileLength)
    {
        var gzip = packedSize is not null;
        var shape = Header(content, path, axes);
        var claimed = UInt128.One;
        foreach (var size in shape)
        {
            claimed *= (UInt128)size;
        }

        var expected = $"{claimed} bytes of data, as its header says ({InvariantText.Join(" x ", shape)})";
        var header = 4 + (4 * axes);
        var maxBytes = gzip ? fileLength * MaxExpansion : fileLength - header;
        if (claimed == 0)
        {
            throw new DataFormatException(
                path,
                "at least one value",
                $"an empty set ({InvariantText.Join(" x ", shape)})",
                "Pass a file with samples in it."
            );
        }

        // Before any memory is asked for: a damaged header may claim terabytes.
        if (claimed > (UInt128)maxBytes)
        {
            var found = gzip
                ? $"a gzip file of {fileLength} bytes, which can hold at most {maxBytes}"
                : $"{maxBytes}: the file is truncated";
            throw new DataFormatException(path, expected, found, Again);
        }

        using var scope = NewDisposeScope();
        var values = empty(shape, dtype: ScalarType.Byte);
        var read = TensorBytes.Fill(values, content);
        if ((UInt128)read < claimed)
        {
            throw new DataFormatException(path, expected, $"{read}: the file is truncated", Again);
        }

        // Reading past the end also makes zlib verify the checksum, if it is there.
        if (content.ReadByte() >= 0)
        {
            throw new DataFormatException(
                path,
                expected,
                "more bytes after them",
                $"{Again} If its sizes were changed by hand, correct the header."
            );
        }

        // GZipStream takes a file for whole that was cut inside its last eight bytes, the checksum and the size.
        if (packedSize is { } size32 && size32 != (uint)(header + read))
        {
            throw new DataFormatException(
                path,
                $"intact gzip data that end with their size, {header + read}",
                $"{size32}",
                $"{Again} If it was joined from parts, pack it in one."
            );
        }

        return values.MoveToOuterDisposeScope();
    }

    private static long[] Header(Stream content, string path, int axes)
    {
        Span<byte> header = stackalloc byte[4 + (4 * axes)];
        var read = content.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        // A file with fewer axes has a shorter header: look at the magic number before the length.
        if (read >= 4)
        {
            CheckMagic(BinaryPrimitives.ReadUInt32BigEndian(header), path, axes);
        }

        if (read < header.Length)
        {
            throw new DataFormatException(
                path,
                $"a header of {header.Length} bytes",
                $"{read} bytes in the whole file",
                Again
            );
        }

        var shape = new long[axes];
        for (var axis = 0; axis < axes; axis++)
        {
            shape[axis] = BinaryPrimitives.ReadUInt32BigEndian(header[(4 + (4 * axis))..]);
        }

        return shape;
    }

    private static void CheckMagic(uint magic, string path, int axes)
    {
        var expected = ((uint)UnsignedByte << 8) | (uint)axes;
        if (magic == expected)
        {
            return;
        }

        var remedy = magic switch
        {
            0x00000801 =>
                "This is a file of labels: pass it as labels, and the file with 'images' in its name as images.",
            0x00000803 =>
                "This is a file of images: pass it as images, and the file with 'labels' in its name as labels.",
            < 0x00001000 => "Only IDX files of unsigned bytes are read: one axis for labels, three for images.",
            _ => "This is no IDX file: pass the path of one, plain or gzip.",
        };
        var kind = axes == 1 ? "1 axis" : $"{axes} axes";
        throw new DataFormatException(
            path,
            $"the magic number 0x{expected:X8} (unsigned bytes, {kind})",
            $"0x{magic:X8}",
            remedy
        );
    }

    // The last four bytes of a gzip file are its unpacked size modulo 2^32 (RFC 1952).
    private static (bool Gzip, uint UnpackedSize) Packing(Stream file)
    {
        var gzip = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        Span<byte> end = stackalloc byte[4];
        if (gzip && file.Length > 4)
        {
            file.Seek(-4, SeekOrigin.End);
            file.ReadExactly(end);
        }

        file.Position = 0;
        return (gzip, BinaryPrimitives.ReadUInt32LittleEndian(end));
    }
}
