using static TorchSharp.torch;

namespace Gan.Kernels.Convolutions;

/// <summary>
/// One of a convolution's three products of two tensors, as a function of autograd: forward and its derivatives,
/// which are the other two. So they can be differentiated as often as asked for.
/// </summary>
internal abstract class ConvolutionFunction<T> : KernelFunction<T>
    where T : ConvolutionFunction<T>, new()
{
    private const string CallKey = "call";

    /// <inheritdoc/>
    protected override int Arguments => 4;

    /// <summary>The product without a graph.</summary>
    protected abstract Tensor Compute(Plan plan, Tensor first, Tensor second, Tensor? bias);

    /// <summary>The gradient of the first factor, from the result's and the second factor.</summary>
    protected abstract Tensor First(Plan plan, Tensor gradient, Tensor second);

    /// <summary>The gradient of the second factor, from the result's and the first factor.</summary>
    protected abstract Tensor Second(Plan plan, Tensor gradient, Tensor first);

    /// <summary>Whether a factor's gradient is to be left out where only gradients of inputs are asked for.</summary>
    protected virtual bool SecondIsWeight => false;

    /// <summary>The product, with a graph where one is needed; it belongs to the current dispose scope.</summary>
    internal static Tensor Of(Plan plan, Tensor first, Tensor second, Tensor? bias = null)
    {
        if (!Gradients.AreNeeded(first, second, bias))
        {
            return Kernel.Compute(plan, first, second, bias);
        }
        return WithGraph(first, second, bias!, plan);
    }

    private static readonly T Kernel = new();

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var first = (Tensor)vars[0];
        var second = (Tensor)vars[1];
        var bias = (Tensor?)vars[2];
        var plan = (Plan)vars[3];
        ctx.save_for_backward([first, second]);
        var toBias = bias is { requires_grad: true };
        ctx.save_data(CallKey, new Call(plan, first.requires_grad, second.requires_grad, toBias));
        ctx.set_materialize_grads(false);
        return Compute(plan, first, second, bias);
    }

    /// <inheritdoc/>
    protected override List<Tensor?> Backward(autograd.AutogradContext ctx, Tensor gradient)
    {
        List<Tensor?> gradients = [null, null, null, null];
        var call = (Call)ctx.get_data(CallKey);
        var saved = ctx.get_saved_variables();
        var weights = !LayerKernels.InputGradientsOnly;
        if (call.First)
        {
            gradients[0] = First(call.Plan, gradient, saved[1]);
        }
        if (call.Second && (weights || !SecondIsWeight))
        {
            gradients[1] = Second(call.Plan, gradient, saved[0]);
        }
        if (call.Bias && weights)
        {
            gradients[2] = gradient.sum([0, 2, 3]);
        }
        return gradients;
    }

    private sealed record Call(Plan Plan, bool First, bool Second, bool Bias);
}
