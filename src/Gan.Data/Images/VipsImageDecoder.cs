namespace Gan.Data;

/// <summary>
/// Reads JPEG, PNG, WebP, GIF (its first frame), TIFF (its first page) by libvips, and BMP by code of its own; told apart by content, not by name.
/// The library is loaded at the first file that needs it.
/// </summary>
/// <remarks>
/// Each format goes to one named loader, so that a hostile file cannot reach the library's other loaders. Colour profiles are not applied,
/// as in Pillow and torchvision. Loading sets two things for the whole process: libvips runs each call on one thread, and keeps no results.
/// </remarks>
public sealed class VipsImageDecoder : IImageDecoder
{
    private const int UnsignedBytes = 0, UnsignedShorts = 2; // VipsBandFormat
    private const int Cmyk = 15; // VipsInterpretation
    private static readonly int[] PlainColors = [0, 1, 17, 22, 25, 26]; // multiband, b-w, RGB, sRGB, RGB16, grey16

    // libvips has one buffer of error messages for all threads. Who failed goes in again alone, so that each file gets its own words.
    private static readonly ReaderWriterLockSlim Errors = new();

    /// <summary>The one instance that is needed.</summary>
    public static VipsImageDecoder Instance { get; } = new();

    /// <summary>Whether this machine has libvips.</summary>
    public static bool IsAvailable
    {
        get
        {
            try
            {
                return VipsLibrary.Instance is not null;
            }
            catch (DllNotFoundException)
            {
                return false;
            }
        }
    }

    /// <inheritdoc/>
    public string Name => "libvips";

    /// <inheritdoc/>
    /// <exception cref="DllNotFoundException">libvips is not on this machine; the message says how to install it.</exception>
    public DecodedImage Decode(ReadOnlySpan<byte> file, DecodeRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        ReadOnlySpan<byte> loader = Loader(file);
        if (loader.IsEmpty)
        {
            return BmpReader.Decode(file, request);
        }

        VipsLibrary vips = VipsLibrary.Instance;
        Errors.EnterReadLock();
        try
        {
            if (TryDecode(vips, loader, file, request) is { } image)
            {
                return image;
            }
        }
        finally
        {
            Errors.ExitReadLock();
        }

        Errors.EnterWriteLock();
        try
        {
            VipsLoad.TakeError(vips);
            return TryDecode(vips, loader, file, request) ?? throw new ImageFaultException(ImageFault.Damaged, VipsLoad.TakeError(vips));
        }
        finally
        {
            Errors.ExitWriteLock();
        }
    }

    /// <summary>The loader for a file's first bytes; empty for BMP.</summary>
    private static ReadOnlySpan<byte> Loader(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return "jpegload_buffer"u8;
        if (file.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])) return "pngload_buffer"u8;
        if (file.StartsWith("RIFF"u8) && file.Length > 11 && file[8..].StartsWith("WEBP"u8)) return "webpload_buffer"u8;
        if (file.StartsWith("GIF87a"u8) || file.StartsWith("GIF89a"u8)) return "gifload_buffer"u8;
        if (file.StartsWith("II*\0"u8) || file.StartsWith("MM\0*"u8) || file.StartsWith("II+\0"u8) || file.StartsWith("MM\0+"u8)) return "tiffload_buffer"u8;
        if (file.StartsWith("BM"u8)) return default;
        throw new ImageFaultException(ImageFault.Unsupported, "its content does not begin like JPEG, PNG, WebP, GIF, TIFF or BMP");
    }

    private static DecodedImage? TryDecode(VipsLibrary vips, ReadOnlySpan<byte> loader, ReadOnlySpan<byte> file, DecodeRequest request)
    {
        // Sequential: lines are decoded as they are fetched, and no copy of the whole image is made on the way.
        const string Options = "access=sequential,fail_on=error";
        using VipsLoad? whole = VipsLoad.Open(vips, loader, Options, file);
        if (whole is null)
        {
            return null;
        }

        request.CheckPixels(whole.Height, whole.Width);
        PixelLayout layout = Layout(whole);
        int bits = whole.Format == UnsignedBytes ? 8 : 16;
        int orientation = whole.Orientation;
        int shrink = loader[0] == 'j' ? (orientation >= 5 ? request.Shrink(whole.Width, whole.Height) : request.Shrink(whole.Height, whole.Width)) : 1;
        using VipsLoad? reduced = shrink == 1 ? null : VipsLoad.Open(vips, loader, $"{Options},shrink={shrink}", file);
        VipsLoad load = shrink == 1 ? whole : reduced!;
        return load?.Fetch() is { } pixels ? new DecodedImage(load.Height, load.Width, layout, bits, pixels, orientation) : null;
    }

    private static PixelLayout Layout(VipsLoad load)
    {
        if (load.Format is not (UnsignedBytes or UnsignedShorts))
        {
            throw new ImageFaultException(ImageFault.Unsupported, "its numbers are not of 8 or 16 bits");
        }

        return (load.Bands, load.Interpretation) switch
        {
            (4, Cmyk) => PixelLayout.Cmyk,
            ( >= 1 and <= 4, int colors) when PlainColors.Contains(colors) => (PixelLayout)load.Bands,
            _ => throw new ImageFaultException(
                ImageFault.Unsupported, $"it has {load.Bands} numbers in a pixel in colour space {load.Interpretation} of libvips; grey, RGB and CMYK are read"),
        };
    }
}
