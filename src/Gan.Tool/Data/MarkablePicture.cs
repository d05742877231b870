using Gan.Data;
using Gan.Monitoring;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tool.Data;

/// <summary>Pictures of 8 bits, whose pixels a watermark is added to or read from.</summary>
internal static class MarkablePicture
{
    private const long MostPixels = 100_000_000;

    /// <summary>The pixels as samples: floats [C, H, W] in [−1, 1], C = 1, 3 or 4.</summary>
    /// <exception cref="InvalidDataException">It is no readable picture, or one of other pixels.</exception>
    public static Tensor Read(string path)
    {
        using var decoded = Decoded(path);
        var layout = decoded.Layout;
        if (decoded.Bits != 8 || layout is not (PixelLayout.Grey or PixelLayout.Rgb or PixelLayout.Rgba))
        {
            throw new InvalidDataException(
                $"'{path}' has {decoded.Bits}-bit {layout} pixels. Watermarks are for 8-bit grey, RGB and RGBA."
            );
        }
        using var _ = NewDisposeScope();
        var bytes = tensor(decoded.Pixels.ToArray()).reshape(decoded.Height, decoded.Width, decoded.Channels);
        return bytes.to(ScalarType.Float32).div(127.5f).sub(1).permute(2, 0, 1).contiguous().MoveToOuterDisposeScope();
    }

    /// <summary>Writes samples [1, C, H, W] as a picture that says where it comes from.</summary>
    public static void Write(Tensor samples, string path, Provenance provenance)
    {
        using var one = samples.squeeze(0);
        var beside = path + ".tmp";
        try
        {
            PngImage.Of(one).From(provenance).Save(beside);
            File.Move(beside, path, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    private static DecodedImage Decoded(string path)
    {
        var request = new DecodeRequest(new ImageSize(16_384, 16_384), default, MostPixels);
        try
        {
            return VipsImageDecoder.Instance.Decode(File.ReadAllBytes(path), request);
        }
        catch (ImageFaultException fault)
        {
            throw new InvalidDataException($"'{path}' is no readable picture: {fault.Message}.", fault);
        }
    }
}
