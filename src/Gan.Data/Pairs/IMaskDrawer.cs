using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>Draws the holes of <see cref="Masked"/> pictures.</summary>
public interface IMaskDrawer
{
    /// <summary>Draws a mask for each sample.</summary>
    /// <param name="size">Height and width.</param>
    /// <param name="random">The only source of random numbers, with a stream for each of the N samples.</param>
    /// <returns>Float32 <c>[N, 1, H, W]</c> on the CPU: 1 in the hole, 0 elsewhere.</returns>
    /// <exception cref="GanConfigurationException">A setting is out of range.</exception>
    /// <exception cref="ArgumentException">The size has no pixels.</exception>
    Tensor Draw(ImageSize size, TransformRandom random);

    /// <summary>What stands against its settings, each with bound and value; empty when all is well.</summary>
    IEnumerable<Problem> Problems() => [];
}

/// <summary>What the drawers share.</summary>
internal static class MaskImages
{
    /// <summary>Fills one mask after the other, row after row.</summary>
    public delegate void Fill(int sample, Span<float> mask);

    public static Tensor Draw(IMaskDrawer drawer, ImageSize size, TransformRandom random, Fill fill)
    {
        GanConfigurationException.ThrowIfAny(drawer.Problems());
        ArgumentNullException.ThrowIfNull(random);
        Argument.AtLeast(1, size.Height, "the height of size"); // default(ImageSize) has no pixels
        var pixels = size.Height * size.Width;
        var masks = new float[(long)pixels * random.Count];
        for (var i = 0; i < random.Count; i++)
        {
            fill(i, masks.AsSpan(i * pixels, pixels));
        }

        return TensorBytes.Copy<float>(masks, ScalarType.Float32, random.Count, 1, size.Height, size.Width);
    }

    /// <summary>A hole of rows and columns.</summary>
    public static void Box(Span<float> mask, int maskWidth, long top, long left, int height, int width)
    {
        for (var y = 0; y < height; y++)
        {
            mask.Slice((int)(((top + y) * maskWidth) + left), width).Fill(1);
        }
    }

    /// <summary>A share of a side in whole pixels, at least 1.</summary>
    public static int Pixels(double share, int side) =>
        Math.Clamp((int)Math.Round(share * side, MidpointRounding.AwayFromZero), 1, side);
}
