using System.Buffers;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>One image of a file, as <see cref="ImageFolder"/> reads many: what a trained network is given.</summary>
public static class ImageFile
{
    /// <summary>Reads an image.</summary>
    /// <param name="path">JPEG, PNG, WebP, GIF, TIFF or BMP, recognised by content.</param>
    /// <param name="size">The size to bring it to; null keeps its own, of up to 16,384 pixels a side.</param>
    /// <param name="options">Colours, resizing, limits and codec. The rest, such as the size, is of folders.</param>
    /// <returns>Floats [1, C, H, W] in [−1, 1] on the CPU.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">It is no readable image.</exception>
    /// <exception cref="UnauthorizedAccessException">It is a folder, or may not be read.</exception>
    /// <exception cref="GanConfigurationException">Size or option is out of its range.</exception>
    /// <exception cref="DllNotFoundException">There is no libvips, and the file is no BMP; the message says how to
    /// bring it.</exception>
    public static Tensor Read(string path, ImageSize? size = null, ImageFolderOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new ImageFolderOptions();
        options = options with { Size = size ?? options.Size };
        ArgumentNullException.ThrowIfNull(options.Decoder);
        GanConfigurationException.ThrowIfAny(options.Problems());
        TorchBackend.EnsureAvailable();
        // A codec hands back less than the file has only where the wanted size is smaller.
        var request = new DecodeRequest(size ?? new ImageSize(16_384, 16_384), options.Resize, options.MaxPixels);
        try
        {
            using var upright = Decode(path, options, request);
            return Shaped(upright, size ?? new ImageSize(upright.Height, upright.Width), options);
        }
        catch (ImageFaultException e)
        {
            throw new DataFormatException(
                Path.GetFullPath(path),
                "a readable image",
                $"that it is not: {e.Message}",
                "Give another file."
            );
        }
    }

    /// <exception cref="ImageFaultException">The bytes are no image, or too many.</exception>
    internal static DecodedImage Decode(string path, ImageFolderOptions options, DecodeRequest request)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        var length = stream.Length;
        if (length == 0)
        {
            throw new ImageFaultException(ImageFault.Empty, "it has no bytes");
        }

        if (length > options.MaxFileBytes)
        {
            throw new ImageFaultException(
                ImageFault.TooLarge,
                $"it has {length} bytes, but at most {options.MaxFileBytes} are allowed (MaxFileBytes)"
            );
        }

        var file = ArrayPool<byte>.Shared.Rent((int)length);
        try
        {
            stream.ReadExactly(file, 0, (int)length);
            return options.Decoder.Decode(file.AsSpan(0, (int)length), request).Upright();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(file);
        }
    }

    private static Tensor Shaped(DecodedImage upright, ImageSize size, ImageFolderOptions options)
    {
        using var scope = NewDisposeScope();
        var shaper = new ImageShaper(size, options.Channels, options.Resize, options.Resampling, options.Background);
        var pixels = empty([1, options.Channels, size.Height, size.Width], dtype: ScalarType.Byte);
        shaper.Shape(upright, pixels.bytes);
        return pixels.to(ScalarType.Float32).div_(127.5).sub_(1).MoveToOuterDisposeScope();
    }
}
