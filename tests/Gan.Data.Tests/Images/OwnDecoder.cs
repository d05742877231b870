using System.Buffers;

namespace Gan.Data.Tests.Images;

/// <summary>A codec from outside: whatever the file, the same pixels.</summary>
internal sealed class OwnDecoder(
    int height,
    int width,
    PixelLayout layout,
    int bits,
    byte[] pixels,
    int orientation = 1
) : IImageDecoder
{
    private int calls;

    public int Calls => calls;

    public string Name => "own";

    public DecodedImage Decode(ReadOnlySpan<byte> file, DecodeRequest request)
    {
        Interlocked.Increment(ref calls);
        return new DecodedImage(height, width, layout, bits, new Owned(pixels), orientation);
    }

    /// <summary>The image that a folder makes of what a decoder gives, stretched to a size.</summary>
    public static byte[] Read(
        IImageDecoder decoder,
        ImageSize size,
        int channels,
        Resampling filter = Resampling.Lanczos
    )
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("a.own", [1]);
        using var image = ImageFolder.ReadFile(
            file,
            new ImageFolderOptions
            {
                Size = size,
                Channels = channels,
                Resize = ResizeRule.Stretch,
                Resampling = filter,
                Decoder = decoder,
            }
        );
        return image.Bytes();
    }
}

internal sealed class Owned(byte[] bytes) : IMemoryOwner<byte>
{
    public Memory<byte> Memory => bytes;

    public void Dispose() { }
}
