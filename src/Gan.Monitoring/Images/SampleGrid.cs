using static TorchSharp.torch;

namespace Gan.Monitoring;

/// <summary>Many image samples in one picture, row by row from the top left. They are taken for generated ones, which
/// the file then says; of a grid of real data alone say <c>SampleGrid.Draw(real).From(null)</c>.</summary>
public static class SampleGrid
{
    /// <summary>Pixels between two samples and around the whole.</summary>
    public const int Padding = GridLayout.Padding;

    /// <summary>Draws samples as a grid; empty places stay in the colour of the padding, which is opaque.</summary>
    /// <param name="samples">
    /// Floats <c>[N, C, H, W]</c> with N ≥ 1 and C = 1 (grey), 3 (RGB) or 4 (RGBA) on any device; −1 is black, 1 white.
    /// In the fourth channel −1 is clear, 1 opaque. Values outside are clamped, NaN counts as −1.
    /// </param>
    /// <param name="columns">Samples in a row; at most 10,000; 0 takes the smallest square that holds all.</param>
    /// <param name="planes">True draws each channel, of which there may be any number, as a grey picture: the channels
    /// of a sample one behind another, with padding between them.</param>
    /// <returns>A picture of columns · (W + 2) + 2 by rows · (H + 2) + 2 pixels; of planes C times as many
    /// columns.</returns>
    /// <exception cref="ArgumentException">The shape is another one, a size is 0, or the picture would take more than 2
    /// GB.</exception>
    public static PngImage Draw(Tensor samples, int columns = 0, bool planes = false)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(columns, 10_000);
        var shape = samples.shape;
        if (shape.Length != 4 || !(planes || GridLayout.HasColours(shape[1])) || shape.Contains(0))
        {
            throw new ArgumentException(
                "A grid is drawn from samples [N, 1, H, W] (grey), [N, 3, H, W] (RGB) or [N, 4, H, W] (RGBA), and as "
                    + $"planes from any [N, C, H, W], but was given {ShapeText.Of(shape)}.",
                nameof(samples)
            );
        }
        var layout = GridLayout.Of(shape, columns, planes);
        if (layout.TooLarge() is { } problem)
        {
            throw new ArgumentException($"{problem}. Draw fewer samples, or smaller ones.", nameof(samples));
        }
        var pixels = layout.Draw(planes ? Planes(samples) : Bytes(samples));
        return new PngImage((int)layout.Width, (int)layout.Height, (int)layout.Channels, pixels).From(new Provenance());
    }

    private static byte[] Planes(Tensor samples)
    {
        using var _ = NewDisposeScope();
        return Bytes(samples.flatten(0, 1).unsqueeze(1));
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
