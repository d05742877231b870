namespace Gan.Losses;

/// <summary>What a reconstruction loss compares, looked at before libtorch sees it: sizes of 1 would be spread over the
/// others without a word.</summary>
internal static class ImagePair
{
    /// <exception cref="ArgumentException">One of them is null, is no floats, or their shapes differ.</exception>
    internal static void Require(Tensor output, Tensor target)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(target);
        var fits = output.is_floating_point() && target.is_floating_point() && output.dim() == target.dim();
        // Not by TorchSharp's shape, an array in native memory: this is asked in each step.
        for (var axis = 0; fits && axis < output.dim(); axis++)
        {
            fits = output.size(axis) == target.size(axis);
        }
        if (!fits)
        {
            throw new ArgumentException(
                $"output and target must be floats of one shape, but are {output.dtype} {ShapeText.Of(output.shape)} "
                    + $"and {target.dtype} {ShapeText.Of(target.shape)}.",
                nameof(output)
            );
        }
    }
}
