using static TorchSharp.torch;

namespace Gan.Kernels;

/// <summary>
/// Dropout (Srivastava et al. 2014) with a mask that is computed where it is needed, forwards and backwards, and never
/// stored. The gradient is the same function of the output's gradient.
/// </summary>
internal sealed class DropoutFunction : LinearMap<DropoutFunction, DropoutFunction.Call>
{
    internal static Tensor Of(Tensor input, double probability, long key)
    {
        var channelsLast = input.dim() == 4 && Layout.IsChannelsLast(input);
        return Of(input, new Call(probability, key, channelsLast));
    }

    /// <inheritdoc/>
    // A position counts in the layout of the input, which the gradient takes too.
    protected override Tensor Compute(Tensor input, Call call)
    {
        using var scope = NewDisposeScope();
        var dense = call.ChannelsLast ? Layout.ChannelsLast(input) : input.contiguous();
        return ApplyMask(dense, call).MoveToOuterDisposeScope();
    }

    private static unsafe Tensor ApplyMask(Tensor dense, Call call)
    {
        var result = empty_like(dense);
        var mask = new HashMask((ulong)call.Key, call.Probability);
        DropoutWork.Run(Memory.AddressOf(dense), Memory.AddressOf(result), (nint)dense.numel(), mask);
        return result;
    }

    internal sealed record Call(double Probability, long Key, bool ChannelsLast);
}
