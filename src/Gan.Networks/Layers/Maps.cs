using static TorchSharp.torch;

namespace Gan;

/// <summary>Between feature maps whose channels lie innermost and rows of numbers, and between sizes of
/// maps.</summary>
internal static class Maps
{
    /// <summary>Maps [N, C, H, W] as rows [N, C · H · W].</summary>
    internal static Tensor Flatten(Tensor maps) => LayerKernels.Current?.Flatten(maps) ?? maps.flatten(1);

    /// <summary>Rows [N, C · H · W] as maps [N, C, H, W].</summary>
    internal static Tensor Unflatten(Tensor rows, long channels, long height, long width) =>
        LayerKernels.Current?.Unflatten(rows, channels, height, width) ?? rows.view(-1, channels, height, width);

    /// <summary>Means of 2x2 places; at the end of an odd side, of those that there are.</summary>
    internal static Tensor Halve(Tensor maps) => nn.functional.avg_pool2d(maps, 2, ceil_mode: true);
}
