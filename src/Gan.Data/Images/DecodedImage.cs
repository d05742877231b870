using System.Buffers;

namespace Gan.Data;

/// <summary>What the numbers of a pixel are.</summary>
public enum PixelLayout
{
    /// <summary>One: grey.</summary>
    Grey = 1,

    /// <summary>Two: grey, alpha.</summary>
    GreyAlpha = 2,

    /// <summary>Three: red, green, blue.</summary>
    Rgb = 3,

    /// <summary>Four: red, green, blue, alpha that is not multiplied in.</summary>
    Rgba = 4,

    /// <summary>Four: cyan, magenta, yellow, black, where 0 is no ink.</summary>
    Cmyk = 5,
}

/// <summary>Pixels as a decoder found them: row after row, all numbers
/// of a pixel together, in sRGB where colours are meant.</summary>
public sealed class DecodedImage : IDisposable
{
    private readonly IMemoryOwner<byte> pixels;

    /// <summary>Takes ownership of pixels.</summary>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="layout">What the numbers of a pixel are.</param>
    /// <param name="bits">8, a byte each from 0 to 255; or 16, two
    /// bytes each in the machine's order from 0 to 65,535.</param>
    /// <param name="pixels">The numbers, without gaps between rows; may be longer than needed.</param>
    /// <param name="orientation">EXIF's 1 to 8: how the pixels are
    /// to be turned. 1, and whatever is outside, is upright.</param>
    /// <exception cref="ArgumentException">A size is less than 1,
    /// the bits are others, or the memory is too short.</exception>
    public DecodedImage(
        int height,
        int width,
        PixelLayout layout,
        int bits,
        IMemoryOwner<byte> pixels,
        int orientation = 1
    )
    {
        ArgumentNullException.ThrowIfNull(pixels);
        Argument.AtLeast(1, height);
        Argument.AtLeast(1, width);
        Argument.Must(bits is 8 or 16, "be 8 or 16", bits);

        Height = height;
        Width = width;
        Layout = layout;
        Bits = bits;
        Orientation = orientation;
        Argument.AtLeast(Length, pixels.Memory.Length, "the length of the pixels in bytes");
        this.pixels = pixels;
    }

    /// <summary>Rows as stored, before turning.</summary>
    public int Height { get; }

    /// <summary>Columns as stored, before turning.</summary>
    public int Width { get; }

    /// <summary>What the numbers of a pixel are.</summary>
    public PixelLayout Layout { get; }

    /// <summary>8 or 16 for each number.</summary>
    public int Bits { get; }

    /// <summary>EXIF's orientation, 1 to 8.</summary>
    public int Orientation { get; }

    /// <summary>Numbers in a pixel.</summary>
    public int Channels => Layout == PixelLayout.Cmyk ? 4 : (int)Layout;

    /// <summary>Height · Width · Channels · Bits / 8 bytes.</summary>
    public ReadOnlySpan<byte> Pixels => pixels.Memory.Span[..checked((int)Length)];

    private long Length => (long)Height * Width * Channels * (Bits / 8);

    /// <summary>Frees the pixels.</summary>
    public void Dispose() => pixels.Dispose();

    /// <summary>The image with its orientation worked in; itself where
    /// it is upright. The old one is disposed otherwise.</summary>
    internal DecodedImage Upright()
    {
        if (Orientation is < 2 or > 8)
        {
            return this;
        }

        var turned = Orientation >= 5;
        var height = turned ? Width : Height;
        var width = turned ? Height : Width;
        var size = Channels * (Bits / 8);
        var upright = MemoryPool<byte>.Shared.Rent((int)Length);
        var target = upright.Memory.Span;
        var source = Pixels;
        var flipRows = turned ? Orientation is 6 or 7 : Orientation is 3 or 4;
        var flipColumns = turned ? Orientation is 7 or 8 : Orientation is 2 or 3;
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var row = turned ? x : y;
                var column = turned ? y : x;
                row = flipRows ? Height - 1 - row : row;
                column = flipColumns ? Width - 1 - column : column;
                source.Slice(((row * Width) + column) * size, size).CopyTo(target[(((y * width) + x) * size)..]);
            }
        }

        var result = new DecodedImage(height, width, Layout, Bits, upright);
        Dispose();
        return result;
    }
}
