using static TorchSharp.torch;

namespace Gan;

/// <summary>For layers that ask a tensor for its sizes before libtorch sees it, whose message would name the operator and the shapes.</summary>
internal static class LayerInput
{
    internal static void Require(Tensor input, int axes, string layer, string shape)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.dim() < axes)
            throw new ArgumentException($"{layer} reads [{shape}], but input has the shape [{string.Join(", ", input.shape)}]. Reshape it first.", nameof(input));
    }
}
