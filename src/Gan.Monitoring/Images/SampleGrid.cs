using static TorchSharp.torch;

namespace Gan.Monitoring;

/// <summary>Many image samples in one picture, row by row from the top left.</summary>
public static class SampleGrid
{
    /// <summary>Pixels between two samples and around the whole.</summary>
    public const int Padding = 2;

    // Neither black nor white: the edge of a dark and of a bright sample both show.
    private const byte PaddingValue = 64;

    /// <summary>Draws samples as a grid; empty places stay in the colour of the padding.</summary>
    /// <param name="samples">
    /// Floats <c>[N, C, H, W]</c> with N ≥ 1 and C = 1 (grey) or 3 (RGB) on any device; −1 is black, 1 white. Values
    /// outside are clamped, NaN is black.
    /// </param>
    /// <param name="columns">Samples in a row; at most 10,000; 0 takes the smallest square that holds all.</param>
    /// <returns>A picture of columns · (W + 2) + 2 by rows · (H + 2) + 2 pixels.</returns>
    /// <exception cref="ArgumentException">The shape is another one, or a size is 0.</exception>
    public static PngImage Draw(Tensor samples, int columns = 0)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(columns, 10_000);
        var shape = samples.shape;
        if (shape.Length != 4 || shape[1] is not (1 or 3) || shape.Contains(0))
        {
            throw new ArgumentException(
                "A grid is drawn from samples [N, 1, H, W] (grey) or [N, 3, H, W] (RGB), but was given "
                    + $"{ShapeText.Of(shape)}.",
                nameof(samples)
            );
        }
        var count = (int)shape[0];
        var channels = (int)shape[1];
        var height = (int)shape[2];
        var width = (int)shape[3];
        if (columns == 0)
        {
            columns = (int)Math.Ceiling(Math.Sqrt(count));
        }
        var rows = (count + columns - 1) / columns;
        var gridWidth = (columns * (width + Padding)) + Padding;
        var gridHeight = (rows * (height + Padding)) + Padding;
        var pixels = new byte[gridWidth * gridHeight * channels];
        Array.Fill(pixels, PaddingValue);
        var bytes = Bytes(samples);
        var line = width * channels;
        for (var n = 0; n < count; n++)
        {
            var left = Padding + (n % columns * (width + Padding));
            var top = Padding + (n / columns * (height + Padding));
            for (var y = 0; y < height; y++)
            {
                var source = bytes.AsSpan(((n * height) + y) * line, line);
                source.CopyTo(pixels.AsSpan((((top + y) * gridWidth) + left) * channels));
            }
        }
        return new PngImage(gridWidth, gridHeight, channels, pixels);
    }

    /// <summary>[N, C, H, W] in [−1, 1] to bytes in the order of a picture, N, H, W, C.</summary>
    internal static byte[] Bytes(Tensor samples)
    {
        using var _ = NewDisposeScope();
        var rows = samples.detach().to(ScalarType.Float32).cpu().permute(0, 2, 3, 1);
        var scaled = rows.mul(127.5).add(127.5).round().clamp(0, 255).contiguous();
        var bytes = new byte[scaled.numel()];
        var next = 0;
        foreach (var value in scaled.data<float>())
        {
            bytes[next++] = float.IsNaN(value) ? (byte)0 : (byte)value;
        }
        return bytes;
    }
}
