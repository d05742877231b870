using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;
using static Gan.Torch.Tests.Agreement.Case;

namespace Gan.Torch.Tests.Agreement;

/// <summary>Pooling, padding, interpolation and sampling on a grid.</summary>
internal static class ResamplingCases
{
    public static Case[] All() =>
    [
        Of("avg pool2d", t => avg_pool2d(t[0], 2)),
        Of("avg pool2d stride and padding", t => avg_pool2d(t[0], 3, stride: 2, padding: 1, count_include_pad: false)),
        Of("max pool2d", t => max_pool2d(t[0], 2)),
        Of("max pool2d stride and padding", t => max_pool2d(t[0], 3, stride: 2, padding: 1)),
        Of("adaptive avg pool2d", t => adaptive_avg_pool2d(t[0], 1)),
        Of("adaptive avg pool2d 3", t => adaptive_avg_pool2d(t[0], 3)),
        Of("pad constant", t => pad(t[0], (1, 2, 0, 3), value: 0.5)),
        Of("pad reflect", t => pad(t[0], (1, 2, 2, 1), PaddingModes.Reflect)),
        Of("pad replicate", t => pad(t[0], (1, 2, 2, 1), PaddingModes.Replicate)),
        Of("pad circular", t => pad(t[0], new long[] { 1, 2, 2, 1 }, PaddingModes.Circular)),
        Of("unfold", t => unfold(t[0], 2, dilation: 1, padding: 1, stride: 2)),
        Of("interpolate nearest", t => interpolate(t[0], scale_factor: [2, 2])),
        Of("interpolate nearest to size", t => interpolate(t[0], size: [6, 7])),
        Of("interpolate bilinear", t => interpolate(t[0], scale_factor: [2, 2], mode: InterpolationMode.Bilinear, align_corners: false)),
        Of("interpolate bilinear corners", t => interpolate(t[0], size: [7, 5], mode: InterpolationMode.Bilinear, align_corners: true)),
        Of("interpolate bicubic", t => interpolate(t[0], size: [8, 6], mode: InterpolationMode.Bicubic, align_corners: false)),
        Of("interpolate area", t => interpolate(t[0], size: [2, 2], mode: InterpolationMode.Area)),
        Of("interpolate antialias",
            t => interpolate(t[0], size: [2, 2], mode: InterpolationMode.Bilinear, align_corners: false, antialias: true)),
        Of("pixel shuffle", t => pixel_shuffle(t[0], 2)),
        Of("pixel unshuffle", t => pixel_unshuffle(t[0], 2)),
        Of("grid sample", t => grid_sample(t[0], t[1], align_corners: false)),
        Of("grid sample border corners", t => grid_sample(t[0], t[1], padding_mode: GridSamplePaddingMode.Border, align_corners: true)),
        Of("grid sample reflection", t => grid_sample(t[0], t[1], padding_mode: GridSamplePaddingMode.Reflection, align_corners: false)),
        Of("grid sample nearest", t => grid_sample(t[0], t[1], GridSampleMode.Nearest, align_corners: false)),
        Of("affine grid", t => affine_grid(t[0], [2, 4, 3, 5])),
    ];
}
