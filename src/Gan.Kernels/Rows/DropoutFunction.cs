using static TorchSharp.torch;

namespace Gan.Kernels;

/// <summary>
/// Dropout (Srivastava et al. 2014) with a mask that is computed where it is needed, forwards and backwards, and never
/// stored. The gradient is the same function of the output's gradient.
/// </summary>
internal sealed class DropoutFunction : KernelFunction<DropoutFunction>
{
    private const string CallKey = "call";

    /// <inheritdoc/>
    protected override int Arguments => 2;

    internal static Tensor Of(Tensor input, double probability, long key)
    {
        var channelsLast = input.dim() == 4 && Layout.IsChannelsLast(input);
        return Of(input, new Call(probability, key, channelsLast));
    }

    private static Tensor Of(Tensor input, Call call) =>
        Gradients.Wanted(input) ? Recorded(input, call) : Compute(input, call);

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var call = (Call)vars[1];
        ctx.save_data(CallKey, call);
        ctx.set_materialize_grads(false);
        return Compute((Tensor)vars[0], call);
    }

    /// <inheritdoc/>
    protected override List<Tensor?> Backward(autograd.AutogradContext ctx, Tensor gradient) =>
        [Of(gradient, (Call)ctx.get_data(CallKey)), null];

    // A position counts in the layout of the input, which the gradient takes too.
    private static Tensor Compute(Tensor input, Call call)
    {
        using var scope = NewDisposeScope();
        var dense = call.ChannelsLast ? Layout.ChannelsLast(input) : input.contiguous();
        return Masked(dense, call).MoveToOuterDisposeScope();
    }

    private static unsafe Tensor Masked(Tensor dense, Call call)
    {
        var made = empty_like(dense);
        var mask = new HashMask((ulong)call.Key, call.Probability);
        DropoutWork.Run(Memory.AddressOf(dense), Memory.AddressOf(made), (nint)dense.numel(), mask);
        return made;
    }

    private sealed record Call(double Probability, long Key, bool ChannelsLast);
}
