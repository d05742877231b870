using static TorchSharp.torch;

namespace Gan.Monitoring;

/// <summary>Points of the plane in one RGB picture: what a GAN makes of a
/// ring or a grid of Gaussians, over the real points in grey.</summary>
public static class PointPlot
{
    private const int Dot = 2; // pixels across

    /// <summary>Draws generated points in blue over real points in grey, on
    /// white; x to the right, y upwards, the origin in the middle.</summary>
    /// <param name="points">Generated points, floats <c>[N, 2]</c>.</param>
    /// <param name="real">Real points, floats <c>[M, 2]</c> with M ≥ 1; the picture spans 1.25 times their largest
    /// coordinate on all sides.</param>
    /// <param name="size">Width and height in pixels, from 16 to 10,000.</param>
    /// <returns>A picture of size by size pixels. Points outside of
    /// it, and points that are not numbers, are left out.</returns>
    /// <exception cref="ArgumentException">The shape is another one.</exception>
    public static PngImage Draw(Tensor points, Tensor real, int size = 400)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 16);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, 10_000);
        var fakePoints = Values(points, nameof(points));
        var realPoints = Values(real, nameof(real));
        if (realPoints.Length == 0)
        {
            throw new ArgumentException(
                "At least one real point sets the range of the picture, but there is none.",
                nameof(real)
            );
        }
        var pixels = new byte[size * size * 3];
        Array.Fill(pixels, byte.MaxValue);
        var extent = 1.25f * Math.Max(realPoints.Max(Math.Abs), float.Epsilon);
        Mark(pixels, size, realPoints, extent, [190, 190, 190]);
        Mark(pixels, size, fakePoints, extent, [20, 60, 200]);
        return new PngImage(size, size, 3, pixels);
    }

    private static float[] Values(Tensor points, string name)
    {
        ArgumentNullException.ThrowIfNull(points, name);
        if (points.shape is not [_, 2])
        {
            throw new ArgumentException(
                $"Points of the plane have shape [N, 2], but were given as {ShapeText.Of(points.shape)}.",
                name
            );
        }
        using var _ = NewDisposeScope();
        return [.. points.detach().to(ScalarType.Float32).cpu().contiguous().data<float>()];
    }

    private static void Mark(byte[] pixels, int size, float[] points, float extent, ReadOnlySpan<byte> colour)
    {
        for (var n = 0; n < points.Length; n += 2)
        {
            var x = points[n] / extent;
            var y = points[n + 1] / extent;
            if (!(Math.Abs(x) < 1 && Math.Abs(y) < 1))
            {
                continue;
            }
            var left = (int)((x + 1) / 2 * (size - Dot));
            var top = (int)((1 - y) / 2 * (size - Dot));
            for (var row = top; row < top + Dot; row++)
            {
                for (var column = left; column < left + Dot; column++)
                {
                    colour.CopyTo(pixels.AsSpan(((row * size) + column) * 3));
                }
            }
        }
    }
}
