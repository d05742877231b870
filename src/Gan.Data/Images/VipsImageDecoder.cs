using System.Buffers;
using NetVips;

namespace Gan.Data;

/// <summary>
/// Reads JPEG, PNG, WebP, GIF (its first frame), TIFF (its first page) by libvips, and BMP by code of its own; told
/// apart by content, not by name. The library is loaded at the first file that needs it.
/// </summary>
/// <remarks>
/// Each format goes to one named loader, so that a hostile file cannot reach the library's other loaders. Colour
/// profiles are not applied, as in Pillow and torchvision. Loading sets two things for the whole process: libvips runs
/// each call on one thread, and keeps no results.
/// </remarks>
public sealed class VipsImageDecoder : IImageDecoder
{
    private const string Jpeg = "jpegload_source";

    // A piece of rows comes as an array of its own; larger ones would be collected seldom.
    private const int PieceBytes = 64 << 10;

    private static readonly Enums.Interpretation[] PlainColors =
    [
        Enums.Interpretation.Multiband,
        Enums.Interpretation.Bw,
        Enums.Interpretation.Grey16,
        Enums.Interpretation.Rgb,
        Enums.Interpretation.Srgb,
        Enums.Interpretation.Rgb16,
    ];

    // libvips has one buffer of error messages for all threads. Who
    // failed goes in again alone, so that each file gets its own words.
    private static readonly ReaderWriterLockSlim Errors = new();

    /// <summary>The one instance that is needed.</summary>
    public static VipsImageDecoder Instance { get; } = new();

    /// <summary>Whether there is a libvips: a package's or the machine's own.</summary>
    public static bool IsAvailable
    {
        get
        {
            try
            {
                VipsRuntime.Require();
                return true;
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
    /// <exception cref="DllNotFoundException">There is no libvips; the message says how to bring it.</exception>
    public DecodedImage Decode(ReadOnlySpan<byte> file, DecodeRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var loader = LoaderOf(file);
        if (loader is null)
        {
            return BmpReader.Decode(file, request);
        }

        VipsRuntime.Require();
        Errors.EnterReadLock();
        try
        {
            return Decode(loader, file, request);
        }
        catch (VipsException)
        {
            // Its words may be another file's.
        }
        finally
        {
            Errors.ExitReadLock();
        }

        return DecodeAlone(loader, file, request);
    }

    private static DecodedImage DecodeAlone(string loader, ReadOnlySpan<byte> file, DecodeRequest request)
    {
        Errors.EnterWriteLock();
        try
        {
            VipsRuntime.ForgetErrors();
            return Decode(loader, file, request);
        }
        catch (VipsException e) when (!VipsRuntime.Has(loader))
        {
            var reason = $"the libvips found here was built without {loader}";
            throw new ImageFaultException(ImageFault.Unsupported, reason, e);
        }
        catch (VipsException e)
        {
            throw new ImageFaultException(ImageFault.Damaged, VipsRuntime.Reason(e), e);
        }
        finally
        {
            Errors.ExitWriteLock();
        }
    }

    /// <summary>The loader for a file's first bytes; null for BMP.</summary>
    private static string? LoaderOf(ReadOnlySpan<byte> file)
    {
        ReadOnlySpan<byte> jpeg = [0xFF, 0xD8, 0xFF];
        ReadOnlySpan<byte> png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];
        if (file.StartsWith(jpeg))
        {
            return Jpeg;
        }
        if (file.StartsWith(png))
        {
            return "pngload_source";
        }
        if (file.StartsWith("RIFF"u8) && file.Length > 11 && file[8..].StartsWith("WEBP"u8))
        {
            return "webpload_source";
        }
        if (file.StartsWith("GIF87a"u8) || file.StartsWith("GIF89a"u8))
        {
            return "gifload_source";
        }
        if (IsTiff(file))
        {
            return "tiffload_source";
        }
        if (file.StartsWith("BM"u8))
        {
            return null;
        }
        throw new ImageFaultException(
            ImageFault.Unsupported,
            "its content does not begin like JPEG, PNG, WebP, GIF, TIFF or BMP"
        );
    }

    private static bool IsTiff(ReadOnlySpan<byte> file) =>
        file.StartsWith("II*\0"u8)
        || file.StartsWith("MM\0*"u8)
        || file.StartsWith("II+\0"u8)
        || file.StartsWith("MM\0+"u8);

    private static DecodedImage Decode(string loader, ReadOnlySpan<byte> file, DecodeRequest request)
    {
        using var source = Source.NewFromMemory(file);
        var image = Open(loader, source, shrink: 1);
        try
        {
            var height = image.Height;
            var width = image.Width;
            request.CheckPixels(height, width);
            var orientation = image.Contains("orientation") ? (int)image.Get("orientation") : 1;
            var turned = orientation is >= 5 and <= 8;
            var shrink = 1;
            if (loader == Jpeg)
            {
                shrink = turned ? request.Shrink(width, height) : request.Shrink(height, width);
            }

            if (shrink > 1)
            {
                image.Dispose();
                image = Open(loader, source, shrink);
            }

            return Pixels(image, orientation);
        }
        finally
        {
            image.Dispose();
        }
    }

    /// <summary>Reads the header. Lines are decoded as they are fetched, without a copy of the whole.</summary>
    private static Image Open(string loader, Source source, int shrink)
    {
        var options = new VOption { { "access", Enums.Access.Sequential }, { "fail_on", Enums.FailOn.Error } };
        if (shrink > 1)
        {
            options.Add("shrink", shrink);
        }

        return (Image)Operation.Call(loader, options, source);
    }

    private static DecodedImage Pixels(Image image, int orientation)
    {
        var height = image.Height;
        var width = image.Width;
        var format = image.Format;
        var layout = Layout(format, image.Bands, image.Interpretation);
        var bits = format == Enums.BandFormat.Uchar ? 8 : 16;
        var rowBytes = checked(width * image.Bands * (bits / 8));
        var pixels = MemoryPool<byte>.Shared.Rent(checked(height * rowBytes));
        try
        {
            using var region = Region.New(image);
            var rows = Math.Clamp(PieceBytes / rowBytes, 1, height);
            for (var top = 0; top < height; top += rows)
            {
                var count = Math.Min(rows, height - top);
                region.Fetch(0, top, width, count).CopyTo(pixels.Memory.Span[(top * rowBytes)..]);
            }

            return new DecodedImage(height, width, layout, bits, pixels, orientation);
        }
        catch
        {
            pixels.Dispose();
            throw;
        }
    }

    private static PixelLayout Layout(Enums.BandFormat format, int bands, Enums.Interpretation colors)
    {
        if (format is not (Enums.BandFormat.Uchar or Enums.BandFormat.Ushort))
        {
            throw new ImageFaultException(ImageFault.Unsupported, "its numbers are not of 8 or 16 bits");
        }

        return (bands, colors) switch
        {
            (4, Enums.Interpretation.Cmyk) => PixelLayout.Cmyk,
            (>= 1 and <= 4, _) when PlainColors.Contains(colors) => (PixelLayout)bands,
            _ => throw new ImageFaultException(
                ImageFault.Unsupported,
                $"it has {bands} numbers in a pixel in colour space {(int)colors} of libvips; "
                    + "grey, RGB and CMYK are read"
            ),
        };
    }
}
