using Gan.Kernels.Convolutions;
using static TorchSharp.torch;

namespace Gan.Kernels;

/// <summary>
/// Dropout (Srivastava et al. 2014) with a mask that is computed where it is needed, forwards and backwards, and never
/// stored. The gradient is the same function of the output's gradient.
/// </summary>
internal sealed class DropoutFunction : autograd.SingleTensorFunction<DropoutFunction>
{
    private const string CallKey = "call";

    /// <inheritdoc/>
    public override string Name => "Dropout";

    internal static Tensor Of(Tensor input, double probability, long key)
    {
        var channelsLast = input.dim() == 4 && Layout.IsChannelsLast(input);
        return Of(input, new Call(probability, key, channelsLast));
    }

    private static Tensor Of(Tensor input, Call call)
    {
        if (!LargestFunction.IsRecorded(input)) return Compute(input, call);
        using var scope = NewDisposeScope();
        return apply(input, call).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var call = (Call)vars[1];
        ctx.save_data(CallKey, call);
        ctx.set_materialize_grads(false);
        return Compute((Tensor)vars[0], call);
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        if (grad_output.IsInvalid) return [null!, null!];
        using var scope = NewDisposeScope();
        using var given = grad_output;
        return Gradients.HandOver([Of(given, (Call)ctx.get_data(CallKey)), null!]);
    }

    // A position counts in the layout of the input, which the gradient takes too.
    private static Tensor Compute(Tensor input, Call call)
    {
        using var scope = NewDisposeScope();
        if (!call.ChannelsLast) return Masked(input.contiguous(), call).MoveToOuterDisposeScope();
        var maps = Layout.LiesChannelsLast(input) ? input : Layout.CopyChannelsLast(input);
        return Masked(maps, call).MoveToOuterDisposeScope();
    }

    private static unsafe Tensor Masked(Tensor dense, Call call)
    {
        var made = empty_like(dense);
        var mask = new HashMask((ulong)call.Key, call.Probability);
        DropoutWork.Run(Layout.AddressOf(dense), Layout.AddressOf(made), (nint)dense.numel(), mask);
        return made;
    }

    private sealed record Call(double Probability, long Key, bool ChannelsLast);
}
