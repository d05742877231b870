using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;

namespace Gan.Data;

/// <summary>
/// Uncompressed BMP files of Windows and OS/2: 1, 4 and 8 bits with a palette, 16 and 32 bits with or without masks, 24
/// bits; either way up. Of its own, since libvips hands BMP to ImageMagick, whose many loaders no unknown file should
/// reach. Refused: RLE, embedded JPEG or PNG.
/// </summary>
internal static class BmpReader
{
    public static DecodedImage Decode(ReadOnlySpan<byte> file, DecodeRequest request)
    {
        Header header = ReadHeader(file);
        request.CheckPixels(header.Height, header.Width);
        long stride = (((long)header.Width * header.Bits) + 31) / 32 * 4;
        if (header.Offset + (stride * header.Height) > file.Length)
        {
            throw Damaged($"it ends after {file.Length} bytes of {header.Offset + (stride * header.Height)}");
        }

        PixelLayout layout = header.Alpha != 0 ? PixelLayout.Rgba : PixelLayout.Rgb;
        int channels = (int)layout;
        IMemoryOwner<byte> pixels = MemoryPool<byte>.Shared.Rent(checked(header.Height * header.Width * channels));
        try
        {
            for (int y = 0; y < header.Height; y++)
            {
                int stored = header.TopDown ? y : header.Height - 1 - y;
                ReadOnlySpan<byte> row = file.Slice((int)(header.Offset + (stored * stride)), (int)stride);
                ReadRow(
                    row,
                    file,
                    header,
                    channels,
                    pixels.Memory.Span.Slice(y * header.Width * channels, header.Width * channels)
                );
            }

            return new DecodedImage(header.Height, header.Width, layout, 8, pixels);
        }
        catch
        {
            pixels.Dispose();
            throw;
        }
    }

    private static Header ReadHeader(ReadOnlySpan<byte> file)
    {
        if (file.Length < 26)
        {
            throw Damaged($"it has {file.Length} bytes, less than a BMP's headers");
        }

        long size = Word(file, 14);
        if (size == 12)
        {
            int old = BinaryPrimitives.ReadUInt16LittleEndian(file[24..]);
            return Check(
                new Header(
                    Word(file, 10),
                    BinaryPrimitives.ReadUInt16LittleEndian(file[20..]),
                    BinaryPrimitives.ReadUInt16LittleEndian(file[18..]),
                    false,
                    old,
                    26,
                    3,
                    1 << Math.Min(old, 8),
                    0,
                    0,
                    0,
                    0
                ),
                file
            );
        }

        if (size is not (40 or 52 or 56 or 64 or 108 or 124) || file.Length < 14 + size)
        {
            throw size > 124 || size < 40
                ? new ImageFaultException(ImageFault.Unsupported, $"it has a BMP header of {size} bytes")
                : Damaged("it ends within its headers");
        }

        long height = (int)Word(file, 22);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(file[28..]);
        long compression = Word(file, 30);
        bool masks = compression is 3 or 6;
        if (!masks && compression != 0)
        {
            throw new ImageFaultException(
                ImageFault.Unsupported,
                $"it is a BMP with compression {compression}; only uncompressed ones are read"
            );
        }

        long colors = Word(file, 46) is > 0 and <= 256 and var named ? named : 1 << Math.Min(bits, 8);
        // Without masks 16 bits are 5-5-5. The masks follow a short header or are part of a long one, at the same
        // place.
        bool wide = bits != 16;
        uint red = wide ? 0xFF0000u : 0x7C00,
            green = wide ? 0xFF00u : 0x3E0,
            blue = wide ? 0xFFu : 0x1F,
            alpha = 0;
        if (masks)
        {
            bool fourth = size >= 56 || compression == 6;
            if (file.Length < 54 + (fourth ? 16 : 12))
            {
                throw Damaged("it ends within its masks");
            }

            red = Word(file, 54);
            green = Word(file, 58);
            blue = Word(file, 62);
            alpha = fourth ? Word(file, 66) : 0;
        }

        return Check(
            new Header(
                Word(file, 10),
                Math.Abs(height),
                (int)Word(file, 18),
                height < 0,
                bits,
                14 + size,
                4,
                (int)colors,
                red,
                green,
                blue,
                alpha
            ),
            file
        );
    }

    private static Header Check(Header header, ReadOnlySpan<byte> file)
    {
        if (header.Bits is not (1 or 4 or 8 or 16 or 24 or 32))
        {
            throw new ImageFaultException(ImageFault.Unsupported, $"it is a BMP of {header.Bits} bits a pixel");
        }

        bool palette = header.Bits <= 8;
        long end = palette ? header.Palette + ((long)header.Colors * header.PaletteStep) : header.Palette;
        return header.LongHeight > int.MaxValue || end > file.Length
            ? throw Damaged("its palette ends beyond the file")
            : header;
    }

    private static void ReadRow(
        ReadOnlySpan<byte> row,
        ReadOnlySpan<byte> file,
        in Header header,
        int channels,
        Span<byte> target
    )
    {
        for (int x = 0, to = 0; x < header.Width; x++, to += channels)
        {
            if (header.Bits <= 8)
            {
                int bit = x * header.Bits;
                int index = (row[bit >> 3] >> (8 - header.Bits - (bit & 7))) & ((1 << header.Bits) - 1);
                if (index >= header.Colors)
                {
                    throw Damaged($"a pixel has colour {index} of a palette of {header.Colors}");
                }

                ReadOnlySpan<byte> color = file.Slice((int)(header.Palette + (index * header.PaletteStep)), 3);
                (target[to], target[to + 1], target[to + 2]) = (color[2], color[1], color[0]);
                continue;
            }

            if (header.Bits == 24)
            {
                (target[to], target[to + 1], target[to + 2]) = (row[(3 * x) + 2], row[(3 * x) + 1], row[3 * x]);
                continue;
            }

            uint value =
                header.Bits == 16
                    ? BinaryPrimitives.ReadUInt16LittleEndian(row[(2 * x)..])
                    : BinaryPrimitives.ReadUInt32LittleEndian(row[(4 * x)..]);
            (target[to], target[to + 1], target[to + 2]) = (
                Masked(value, header.Red),
                Masked(value, header.Green),
                Masked(value, header.Blue)
            );
            if (channels == 4)
            {
                target[to + 3] = Masked(value, header.Alpha);
            }
        }
    }

    private static byte Masked(uint value, uint mask)
    {
        if (mask == 0)
        {
            return 0;
        }

        ulong most = mask >> BitOperations.TrailingZeroCount(mask);
        ulong number = (value & mask) >> BitOperations.TrailingZeroCount(mask);
        return (byte)(number * 255 / most);
    }

    private static uint Word(ReadOnlySpan<byte> file, int at) => BinaryPrimitives.ReadUInt32LittleEndian(file[at..]);

    private static ImageFaultException Damaged(string reason) => new(ImageFault.Damaged, reason);

    private readonly record struct Header(
        long Offset,
        long LongHeight,
        int Width,
        bool TopDown,
        int Bits,
        long Palette,
        int PaletteStep,
        int Colors,
        uint Red,
        uint Green,
        uint Blue,
        uint Alpha
    )
    {
        public int Height => (int)LongHeight;
    }
}
