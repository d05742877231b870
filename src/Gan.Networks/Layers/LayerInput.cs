using static TorchSharp.torch;

namespace Gan;

/// <summary>For layers that ask a tensor for its sizes before libtorch sees it, whose message would name the operator
/// and the shapes.</summary>
internal static class LayerInput
{
    internal static void Require(Tensor input, int axes, string layer, string shape)
    {
        Present(input, nameof(input));
        if (input.dim() < axes)
        {
            throw new ArgumentException(
                $"{layer} reads [{shape}], but input has the shape {ShapeText.Of(input.shape)}. " + "Reshape it first.",
                nameof(input)
            );
        }
    }

    /// <summary>An input whose sizes along some axes and whose type are those of a layer's weight.</summary>
    /// <param name="input">What was given.</param>
    /// <param name="weight">Gives the type.</param>
    /// <param name="layer">The layer's name.</param>
    /// <param name="axes">Axes of the input; null for any number from 1 up.</param>
    /// <param name="axis">The axis of features or channels; negative ones count from the end.</param>
    /// <param name="size">Their number.</param>
    internal static void Require(Tensor input, Tensor weight, string layer, int? axes, int axis, long size)
    {
        Present(input, nameof(input));
        // Not by TorchSharp's shape, an array in native memory that is kept until it is finalised: this is asked in
        // each pass.
        var found = (int)input.dim();
        var fits = axes is { } number ? found == number : found > 0;
        if (fits && input.size(axis < 0 ? found + axis : axis) == size && input.dtype == weight.dtype)
        {
            return;
        }
        var expected = axes is { } count ? $"{count} axes with {size} channels" : $"rows of {size}";
        throw new ArgumentException(
            $"{layer} reads {weight.dtype} of {expected}, but input is {input.dtype} {ShapeText.Of(input.shape)}.",
            nameof(input)
        );
    }

    /// <summary>The same for a layer whose weight is a matrix, or the filters of a convolution.</summary>
    internal static void Require(Tensor input, Tensor weight, string layer, long channels)
    {
        var axes = (int)weight.dim();
        if (axes == 2)
        {
            Require(input, weight, layer, null, -1, channels);
        }
        else
        {
            Require(input, weight, layer, axes, 1, channels);
        }
    }

    /// <summary>Floats [N, …shape] with N at least 1.</summary>
    /// <exception cref="ArgumentException">They are others.</exception>
    internal static void RequireSamples(Tensor samples, IReadOnlyList<long> shape, string name)
    {
        ArgumentNullException.ThrowIfNull(samples, name);
        if (
            samples.dim() != shape.Count + 1
            || !samples.shape[1..].SequenceEqual(shape)
            || samples.shape[0] < 1
            || !samples.is_floating_point()
        )
        {
            throw new ArgumentException(
                $"Samples must be floats {ShapeText.OfBatch(shape)} with N at least 1, but were "
                    + $"{samples.dtype}{ShapeText.Of(samples.shape)}.",
                name
            );
        }
    }

    /// <exception cref="ArgumentNullException">The input is null.</exception>
    /// <exception cref="ObjectDisposedException">The input was disposed.</exception>
    internal static void Present(Tensor input, string name)
    {
        if (input is null)
        {
            throw new ArgumentNullException(name);
        }
        if (input.IsInvalid)
        {
            throw new ObjectDisposedException(
                name,
                $"{name} was disposed, perhaps with the dispose scope it was made in."
            );
        }
    }
}
