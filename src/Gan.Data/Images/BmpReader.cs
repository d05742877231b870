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
        var header = ReadHeader(file);
        request.CheckPixels(header.Height, header.Width);
        var stride = (((long)header.Width * header.Bits) + 31) / 32 * 4;
        var length = header.Offset + (stride * header.Height);
        if (length > file.Length)
        {
            throw Damaged($"it ends after {file.Length} bytes of {length}");
        }

        var layout = header.Alpha != 0 ? PixelLayout.Rgba : PixelLayout.Rgb;
        var channels = (int)layout;
        var pixels = MemoryPool<byte>.Shared.Rent(checked(header.Height * header.Width * channels));
        try
        {
            for (var y = 0; y < header.Height; y++)
            {
                var stored = header.TopDown ? y : header.Height - 1 - y;
                var row = file.Slice((int)(header.Offset + (stored * stride)), (int)stride);
                var target = pixels.Memory.Span.Slice(y * header.Width * channels, header.Width * channels);
                ReadRow(row, file, header, channels, target);
            }

            return new DecodedImage(header.Height, header.Width, layout, 8, pixels);
        }
        catch
        {
            pixels.Dispose();
            throw;
        }
    }

    // OS/2's first: sizes of 16 bits, a palette of three bytes an entry, no masks.
    private static Header ReadOldHeader(ReadOnlySpan<byte> file)
    {
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(file[24..]);
        var header = new Header
        {
            Offset = Word(file, 10),
            LongHeight = BinaryPrimitives.ReadUInt16LittleEndian(file[20..]),
            Width = BinaryPrimitives.ReadUInt16LittleEndian(file[18..]),
            Bits = bits,
            Palette = 26,
            PaletteStep = 3,
            Colors = 1 << Math.Min(bits, 8),
        };
        return Check(header, file);
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
            return ReadOldHeader(file);
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
        var masks = compression is 3 or 6;
        if (!masks && compression != 0)
        {
            throw new ImageFaultException(
                ImageFault.Unsupported,
                $"it is a BMP with compression {compression}; only uncompressed ones are read"
            );
        }

        var colors = Word(file, 46);
        var header = new Header
        {
            Offset = Word(file, 10),
            LongHeight = Math.Abs(height),
            Width = (int)Word(file, 18),
            TopDown = height < 0,
            Bits = bits,
            Palette = 14 + size,
            PaletteStep = 4,
            Colors = colors is > 0 and <= 256 ? (int)colors : 1 << Math.Min(bits, 8),
        };
        return Check(masks ? WithMasks(header, file, size, compression) : WithUsualMasks(header), file);
    }

    // The masks follow a short header or are part of a long one, at the same place.
    private static Header WithMasks(Header header, ReadOnlySpan<byte> file, long size, long compression)
    {
        var hasAlpha = size >= 56 || compression == 6;
        if (file.Length < 54 + (hasAlpha ? 16 : 12))
        {
            throw Damaged("it ends within its masks");
        }

        return header with
        {
            Red = Word(file, 54),
            Green = Word(file, 58),
            Blue = Word(file, 62),
            Alpha = hasAlpha ? Word(file, 66) : 0,
        };
    }

    // Without masks 16 bits are 5-5-5.
    private static Header WithUsualMasks(Header header) =>
        header.Bits == 16
            ? header with
            {
                Red = 0x7C00,
                Green = 0x3E0,
                Blue = 0x1F,
            }
            : header with
            {
                Red = 0xFF0000,
                Green = 0xFF00,
                Blue = 0xFF,
            };

    private static Header Check(Header header, ReadOnlySpan<byte> file)
    {
        if (header.Bits is not (1 or 4 or 8 or 16 or 24 or 32))
        {
            throw new ImageFaultException(ImageFault.Unsupported, $"it is a BMP of {header.Bits} bits a pixel");
        }

        var palette = header.Bits <= 8;
        var end = palette ? header.Palette + ((long)header.Colors * header.PaletteStep) : header.Palette;
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
        for (var x = 0; x < header.Width; x++)
        {
            ReadPixel(row, x, file, header, target.Slice(x * channels, channels));
        }
    }

    private static void ReadPixel(
        ReadOnlySpan<byte> row,
        int x,
        ReadOnlySpan<byte> file,
        in Header header,
        Span<byte> pixel
    )
    {
        if (header.Bits <= 8)
        {
            var bit = x * header.Bits;
            var index = (row[bit >> 3] >> (8 - header.Bits - (bit & 7))) & ((1 << header.Bits) - 1);
            if (index >= header.Colors)
            {
                throw Damaged($"a pixel has colour {index} of a palette of {header.Colors}");
            }

            Reverse(file.Slice((int)(header.Palette + (index * header.PaletteStep)), 3), pixel);
            return;
        }

        if (header.Bits == 24)
        {
            Reverse(row.Slice(3 * x, 3), pixel);
            return;
        }

        var value =
            header.Bits == 16
                ? BinaryPrimitives.ReadUInt16LittleEndian(row[(2 * x)..])
                : BinaryPrimitives.ReadUInt32LittleEndian(row[(4 * x)..]);
        pixel[0] = Mask(value, header.Red);
        pixel[1] = Mask(value, header.Green);
        pixel[2] = Mask(value, header.Blue);
        if (pixel.Length == 4)
        {
            pixel[3] = Mask(value, header.Alpha);
        }
    }

    // Blue comes first in a file.
    private static void Reverse(ReadOnlySpan<byte> color, Span<byte> pixel)
    {
        pixel[0] = color[2];
        pixel[1] = color[1];
        pixel[2] = color[0];
    }

    private static byte Mask(uint value, uint mask)
    {
        if (mask == 0)
        {
            return 0;
        }

        ulong max = mask >> BitOperations.TrailingZeroCount(mask);
        ulong number = (value & mask) >> BitOperations.TrailingZeroCount(mask);
        return (byte)(number * 255 / max);
    }

    private static uint Word(ReadOnlySpan<byte> file, int at) => BinaryPrimitives.ReadUInt32LittleEndian(file[at..]);

    private static ImageFaultException Damaged(string reason) => new(ImageFault.Damaged, reason);

    private readonly record struct Header
    {
        public long Offset { get; init; }

        /// <summary>As the file says, before it is checked.</summary>
        public long LongHeight { get; init; }

        public int Width { get; init; }

        public bool TopDown { get; init; }

        public int Bits { get; init; }

        /// <summary>Where the palette begins.</summary>
        public long Palette { get; init; }

        /// <summary>Bytes of an entry of the palette.</summary>
        public int PaletteStep { get; init; }

        public int Colors { get; init; }

        public uint Red { get; init; }

        public uint Green { get; init; }

        public uint Blue { get; init; }

        public uint Alpha { get; init; }

        public int Height => (int)LongHeight;
    }
}
