using static TorchSharp.torch;

namespace Gan.Kernels;

/// <summary>
/// A function of one tensor whose gradient is such a function again, of the output's gradient: it needs no value of the
/// input, and can be differentiated as often as asked for.
/// </summary>
/// <typeparam name="T">The function.</typeparam>
/// <typeparam name="C">What it is called with besides the tensor.</typeparam>
internal abstract class LinearMap<T, C> : KernelFunction<T>
    where T : LinearMap<T, C>, new()
    where C : class
{
    private const string CallKey = "call";

    private static readonly T Kernel = new();

    /// <inheritdoc/>
    protected override int Arguments => 2;

    /// <summary>The function without a graph; the result belongs to the current dispose scope.</summary>
    protected abstract Tensor Compute(Tensor tensor, C call);

    /// <summary>What the gradient, which is such a function too, is called with.</summary>
    protected virtual C CallOfGradient(C call) => call;

    /// <summary>The function, with a graph where one is needed.</summary>
    protected static Tensor Of(Tensor tensor, C call) =>
        Gradients.AreNeeded(tensor) ? WithGraph(tensor, call) : Kernel.Compute(tensor, call);

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var call = (C)vars[1];
        ctx.save_data(CallKey, call);
        ctx.set_materialize_grads(false);
        return Compute((Tensor)vars[0], call);
    }

    /// <inheritdoc/>
    protected override List<Tensor?> Backward(autograd.AutogradContext ctx, Tensor gradient) =>
        [Of(gradient, CallOfGradient((C)ctx.get_data(CallKey))), null];
}
