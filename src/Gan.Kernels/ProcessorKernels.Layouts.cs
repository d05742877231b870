using static TorchSharp.torch;

namespace Gan.Kernels;

public sealed partial class ProcessorKernels
{
    /// <inheritdoc/>
    public Tensor? Flatten(Tensor input)
    {
        if (input.dim() != 4 || input.numel() < Least || !Memory.IsPlain(input)) return null;
        return Layout.IsChannelsLast(input) ? FlattenFunction.ToRows(input) : null;
    }

    /// <inheritdoc/>
    public Tensor? Unflatten(Tensor input, long channels, long height, long width)
    {
        if (input.dim() != 2 || input.numel() < Least || !Memory.IsPlain(input)) return null;
        // With one channel or one place both layouts are the same memory.
        if (channels < 2 || height * width < 2 || input.size(1) != channels * height * width) return null;
        return FlattenFunction.ToMaps(input, channels, height, width);
    }

    /// <inheritdoc/>
    public Tensor? Dropout(Tensor input, double probability, long key) =>
        Memory.IsPlain(input) && input.numel() > 0 ? DropoutFunction.Of(input, probability, key) : null;
}
