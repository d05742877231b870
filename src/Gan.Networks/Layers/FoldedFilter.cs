using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>
/// Resampling by the filter [1, 3, 3, 1] of StyleGAN2 (Karras et al. 2020, arXiv:1912.04958; Zhang 2019,
/// arXiv:1904.11486) folded into the weights of the convolution beside it. The values are those of filter and
/// convolution one after the other, borders included; the cost is one 3x3 convolution over the small maps.
/// </summary>
/// <remarks>
/// A 3x3 kernel behind the filter is a 6x6 kernel of stride 2, which is a 3x3 kernel over 2x2 phases: maps are shuffled
/// once, and no filter runs over the large maps, nor any convolution by groups, which differentiate slowly twice.
/// </remarks>
internal static class FoldedFilter
{
    private static readonly double[] Taps = [1 / 8.0, 3 / 8.0, 3 / 8.0, 1 / 8.0]; // their sum is 1

    // Matrices [9, 36] from the weights of 3x3 to those of phases (a, b) and places (r, s).
    private static readonly float[] Up = Fold((phase, place) => 2 * place + 1 - phase, gain: 4);
    private static readonly float[] Down = Fold((phase, place) => 2 * place + phase, gain: 1);

    /// <summary>Weights [K, C, 3, 3] as those of the convolution [4K, C, 3, 3] whose maps Shuffle makes
    /// the doubled ones of: zeros between the places, the weights, then the filter with gain 4.</summary>
    internal static Tensor OfUp(Tensor weight) =>
        Folded(weight, Up).permute(2, 3, 0, 1, 4, 5).reshape(4 * weight.size(0), weight.size(1), 3, 3);

    /// <summary>Weights [K, C, 3, 3] as those of the convolution [K, 4C, 3, 3] over what Unshuffle makes:
    /// the filter, then the weights with stride 2.</summary>
    internal static Tensor OfDown(Tensor weight) =>
        Folded(weight, Down).permute(0, 2, 3, 1, 4, 5).reshape(weight.size(0), 4 * weight.size(1), 3, 3);

    /// <summary>Weights [K, C, 1, 1] as those of the 4x4 convolution of stride 2 and padding 1 that filters
    /// first.</summary>
    internal static Tensor OfPoint(Tensor weight)
    {
        var filter = tensor(Products(Taps, Taps), [1, 1, 4, 4], weight.dtype, weight.device);
        return weight * filter;
    }

    /// <summary>Maps [N, 4K, H, W] of phases (a, b, k) as maps [N, K, 2H, 2W].</summary>
    internal static Tensor Shuffle(Tensor maps)
    {
        var count = maps.size(0);
        var features = maps.size(1) / 4;
        var height = maps.size(2);
        var width = maps.size(3);
        return maps.permute(0, 2, 3, 1)
            .reshape(count, height, width, 2, 2, features)
            .permute(0, 1, 3, 2, 4, 5)
            .reshape(count, 2 * height, 2 * width, features)
            .permute(0, 3, 1, 2);
    }

    /// <summary>Maps [N, C, 2H, 2W] as maps [N, 4C, H, W] of phases (a, b, c).</summary>
    internal static Tensor Unshuffle(Tensor maps)
    {
        var count = maps.size(0);
        var channels = maps.size(1);
        var height = maps.size(2) / 2;
        var width = maps.size(3) / 2;
        return maps.permute(0, 2, 3, 1)
            .reshape(count, height, 2, width, 2, channels)
            .permute(0, 1, 3, 2, 4, 5)
            .reshape(count, height, width, 4 * channels)
            .permute(0, 3, 1, 2);
    }

    /// <summary>Maps with their sides doubled by the filter with gain 4, zeros around them: [N, C, 2H, 2W].</summary>
    // between centres of pixels, linear interpolation has the weights 1/4 and 3/4, which are the filter's
    internal static Tensor Double(Tensor maps)
    {
        var padded = functional.pad(maps, [1, 1, 1, 1]);
        var doubled = functional.interpolate(
            padded,
            size: [2 * padded.size(2), 2 * padded.size(3)],
            mode: InterpolationMode.Bilinear,
            align_corners: false
        );
        return doubled.narrow(2, 2, 2 * maps.size(2)).narrow(3, 2, 2 * maps.size(3));
    }

    /// <summary>Sides doubled by the filter [1, 3, 3, 1] (Double), in nodes.</summary>
    internal static GraphValue Smooth(this NetworkGraph graph, GraphValue maps)
    {
        var doubled = graph.Enlarge(graph.Pad(maps, "constant", 1, 1, 1, 1), mixed: true);
        return graph.Narrow(graph.Narrow(doubled, 2, 2, 2 * maps.Shape[2]), 3, 2, 2 * maps.Shape[3]);
    }

    /// <summary>Maps [N, 4K, H, W] of phases as maps [N, K, 2H, 2W] (Shuffle), in nodes.</summary>
    internal static GraphValue Shuffle(this NetworkGraph graph, GraphValue maps) =>
        graph.Node(
            "DepthToSpace",
            [maps],
            [-1, maps.Shape[1] / 4, 2 * maps.Shape[2], 2 * maps.Shape[3]],
            ("blocksize", 2L),
            ("mode", "DCR")
        );

    /// <summary>Maps [N, C, 2H, 2W] as maps [N, 4C, H, W] of phases (Unshuffle), in nodes.</summary>
    internal static GraphValue Unshuffle(this NetworkGraph graph, GraphValue maps) =>
        graph.Node(
            "SpaceToDepth",
            [maps],
            [-1, 4 * maps.Shape[1], maps.Shape[2] / 2, maps.Shape[3] / 2],
            ("blocksize", 2L)
        );

    // [K, C, 3, 3] to [K, C, a, b, r, s]
    private static Tensor Folded(Tensor weight, float[] matrix)
    {
        var fold = tensor(matrix, [9, 36], weight.dtype, weight.device);
        return weight.reshape(-1, 9).mm(fold).view(weight.size(0), weight.size(1), 2, 2, 3, 3);
    }

    // The tap of the 6x6 kernel at a phase and place is the sum of taps k of the weights and tap − k of the filter.
    private static float[] Fold(Func<int, int, int> tap, double gain)
    {
        var matrix = new float[9 * 36];
        for (var column = 0; column < 36; column++)
        {
            var row = tap(column / 18, column / 3 % 3); // a and r
            var other = tap(column / 9 % 2, column % 3); // b and s
            for (var k = 0; k < 3; k++)
            {
                for (var l = 0; l < 3; l++)
                {
                    matrix[(3 * k + l) * 36 + column] = (float)(gain * Tap(row - k) * Tap(other - l));
                }
            }
        }
        return matrix;
    }

    private static double Tap(int index) => index is >= 0 and < 4 ? Taps[index] : 0;

    private static float[] Products(double[] rows, double[] columns) =>
        [.. rows.SelectMany(row => columns.Select(column => (float)(row * column)))];
}
