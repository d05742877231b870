using static TorchSharp.torch;

namespace Gan.Kernels;

internal sealed partial class ProcessorKernels
{
    /// <inheritdoc/>
    public Tensor? Flatten(Tensor input)
    {
        if (input.dim() != 4 || input.numel() < MinNumbers || !Memory.IsPlain(input))
        {
            return null;
        }
        if (!Layout.IsChannelsLast(input))
        {
            return null;
        }
        Gradients.BeginForward();
        return FlattenFunction.ToRows(input);
    }

    /// <inheritdoc/>
    public Tensor? Unflatten(Tensor input, long channels, long height, long width)
    {
        if (input.dim() != 2 || input.numel() < MinNumbers || !Memory.IsPlain(input))
        {
            return null;
        }
        // With one channel or one place both layouts are the same memory.
        if (channels < 2 || height * width < 2 || input.size(1) != channels * height * width)
        {
            return null;
        }
        Gradients.BeginForward();
        return FlattenFunction.ToMaps(input, channels, height, width);
    }

    /// <inheritdoc/>
    public Tensor? Dropout(Tensor input, double probability, long key)
    {
        if (input.numel() == 0 || !Memory.IsPlain(input))
        {
            return null;
        }
        Gradients.BeginForward();
        return DropoutFunction.Of(input, probability, key);
    }
}
