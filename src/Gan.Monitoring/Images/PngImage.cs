using static TorchSharp.torch;

namespace Gan.Monitoring;

/// <summary>
/// An 8-bit grey, RGB or RGBA picture that writes itself as PNG (W3C recommendation, third edition): one IDAT chunk, no
/// filter, no interlacing.
/// </summary>
public sealed class PngImage
{
    private const int Square = 4; // pixels of a checkerboard
    private const byte White = 255;
    private const byte LightGrey = 204;

    private readonly byte[] pixels;

    /// <summary>Takes the pixels over, without a copy.</summary>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="channels">1 for grey, 3 for RGB, 4 for RGBA.</param>
    /// <param name="pixels">Row by row from the top, the channels of a pixel beside each other; 0 is black, 255 white.
    /// The fourth is opacity, not multiplied into the colours: 0 is clear, 255 opaque.</param>
    /// <exception cref="ArgumentException">A size is out of range, the picture takes more than 2 GB, or the number of
    /// bytes is not width · height · channels.</exception>
    public PngImage(int width, int height, int channels, byte[] pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (channels is not (1 or 3 or 4))
        {
            throw new ArgumentOutOfRangeException(
                nameof(channels),
                channels,
                $"A picture has 1 channel (grey), 3 (RGB) or 4 (RGBA), but {channels} were asked for."
            );
        }
        if (PngFile.TooLarge(width, height, channels) is { } problem)
        {
            throw new ArgumentException($"{problem}.", nameof(pixels));
        }
        if (pixels.Length != (long)width * height * channels)
        {
            var size = $"A picture of {width} x {height} pixels and {channels} channels";
            var bytes = (long)width * height * channels;
            throw new ArgumentException($"{size} takes {bytes} bytes, but was given {pixels.Length}.", nameof(pixels));
        }
        Width = width;
        Height = height;
        Channels = channels;
        this.pixels = pixels;
    }

    /// <summary>One sample as it is, without the frame of a <see cref="SampleGrid"/>. It is taken for a generated one;
    /// of real data say <c>From(null)</c>.</summary>
    /// <param name="sample">Floats <c>[C, H, W]</c> with C = 1 (grey), 3 (RGB) or 4 (RGBA) on any device; −1 is black
    /// or clear, 1 white or opaque.</param>
    /// <exception cref="ArgumentException">The shape is another one.</exception>
    public static PngImage Of(Tensor sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        var shape = sample.shape;
        if (shape.Length != 3 || !GridLayout.HasColours(shape[0]) || shape.Contains(0))
        {
            throw new ArgumentException(
                "A picture is a sample [1, H, W] (grey), [3, H, W] (RGB) or [4, H, W] (RGBA), but was given "
                    + $"{ShapeText.Of(shape)}.",
                nameof(sample)
            );
        }
        using var one = sample.unsqueeze(0);
        var pixels = SampleGrid.Bytes(one);
        return new PngImage((int)shape[2], (int)shape[1], (int)shape[0], pixels) { Provenance = new() };
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>1 for grey, 3 for RGB, 4 for RGBA.</summary>
    public int Channels { get; }

    /// <summary>What the file says of the picture's origin: metadata that a generator made it. Null for a picture that
    /// none made, which says nothing. <see cref="From"/> sets it.</summary>
    public Provenance? Provenance { get; private init; }

    /// <summary>The same picture with another origin; its pixels are not copied.</summary>
    /// <param name="provenance">That of generated samples; null for real data.</param>
    public PngImage From(Provenance? provenance) => new(Width, Height, Channels, pixels) { Provenance = provenance };

    /// <summary>The bytes as given: rows from the top, channels of a pixel beside each other.</summary>
    public ReadOnlySpan<byte> Pixels => pixels;

    /// <summary>An RGBA picture as RGB over white and light grey squares of 4 pixels, for what cannot show that
    /// something is clear. Any other picture is the result itself.</summary>
    public PngImage OverCheckerboard()
    {
        if (Channels < 4)
        {
            return this;
        }
        var result = new byte[Width * Height * 3];
        for (var n = 0; n < Width * Height; n++)
        {
            var pixel = pixels.AsSpan(4 * n, 4);
            var back = ((n % Width / Square) + (n / Width / Square)) % 2 == 0 ? White : LightGrey;
            for (var c = 0; c < 3; c++)
            {
                var sum = (pixel[3] * pixel[c]) + ((byte.MaxValue - pixel[3]) * back);
                result[(3 * n) + c] = (byte)((sum + (byte.MaxValue / 2)) / byte.MaxValue); // rounded
            }
        }
        return new PngImage(Width, Height, 3, result).From(Provenance);
    }

    /// <summary>Writes the picture to a file, replacing it; the folder is made if it is missing.</summary>
    public void Save(string path)
    {
        using var file = PngFile.Create(path);
        Save(file);
    }

    /// <summary>Writes the picture to a stream, which stays open.</summary>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        PngFile.Write(stream, Width, Height, Channels, pixels, Provenance?.Mark);
    }

    internal byte[] Header() => PngHeader.Of(Width, Height, Channels);

    internal ReadOnlySpan<byte> Compress() => PngFile.Compress(Width * Channels, Height, pixels);
}
