using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>
/// Pixelwise feature normalisation (Karras et al. 2018, arXiv:1710.10196, section 4.2): each place's features are
/// divided by the root of their mean square, x / √(mean(x²) + 1e-8). Rows [N, F] are places too.
/// </summary>
internal static class PixelNorm
{
    internal static Tensor Of(Tensor input)
    {
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(input * (input.square().mean([1], keepdim: true) + 1e-8).rsqrt());
    }
}
