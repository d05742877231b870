using static TorchSharp.torch;

namespace Gan.Kernels;

/// <summary>What the kernels' functions of autograd have in common.</summary>
internal abstract class KernelFunction<T> : autograd.SingleTensorFunction<T>
    where T : KernelFunction<T>, new()
{
    /// <inheritdoc/>
    public override string Name => typeof(T).Name;

    /// <summary>Values that <see cref="autograd.SingleTensorFunction{T}.forward"/> takes.</summary>
    protected abstract int Arguments { get; }

    /// <summary>The gradients of the arguments; null for what has none.</summary>
    protected abstract List<Tensor?> Backward(autograd.AutogradContext ctx, Tensor gradient);

    /// <summary>The function with a graph; the result belongs to the current dispose scope.</summary>
    protected static Tensor WithGraph(params object[] arguments)
    {
        // Takes what TorchSharp makes beside the result: a second handle of it, and as much memory again for its shape.
        using var scope = NewDisposeScope();
        return apply(arguments).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    // libtorch calls this from frames that no exception may cross: the process would end. So whoever asked for the
    // gradients, or computes the next layer, throws it.
    public sealed override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        try
        {
            if (grad_output.IsInvalid)
            {
                return None();
            }
            using var scope = NewDisposeScope();
            using var gradient = grad_output;
            return Gradients.HandOver(Backward(ctx, gradient));
        }
        catch (Exception e)
        {
            LayerKernels.Fail(e);
            return None();
        }
    }

    private List<Tensor> None() => [.. Enumerable.Repeat<Tensor>(null!, Arguments)];
}
