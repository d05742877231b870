using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>A sum over all processes as a function of autograd. Its gradient is such a sum again: what one process adds
/// goes into the objectives of all.</summary>
internal sealed class ProcessSum : autograd.SingleTensorFunction<ProcessSum>
{
    private const string GroupKey = "group";

    /// <inheritdoc/>
    public override string Name => nameof(ProcessSum);

    /// <summary>The sum, with a graph where one is needed; the result belongs to the current dispose scope.</summary>
    internal static Tensor Of(Tensor values, Processes processes)
    {
        if (!is_grad_enabled() || !values.requires_grad)
        {
            return Sum(values, processes);
        }
        LayerKernels.ThrowIfFailed();
        using var scope = NewDisposeScope();
        return apply(values, processes).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var processes = (Processes)vars[1];
        ctx.save_data(GroupKey, processes);
        return Sum((Tensor)vars[0], processes);
    }

    /// <inheritdoc/>
    // No exception may cross libtorch's frames: whoever asked for the gradients throws it.
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        try
        {
            using var scope = NewDisposeScope();
            using var gradient = grad_output;
            return ReturnedGradients.HandOver([Of(gradient, (Processes)ctx.get_data(GroupKey)), null]);
        }
        catch (Exception e)
        {
            LayerKernels.Fail(e);
            return [null!, null!];
        }
    }

    private static Tensor Sum(Tensor values, Processes processes)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var sums = empty(values.shape, ScalarType.Float32, CPU).copy_(values);
        processes.Sum(sums, "the statistics of batch normalisation");
        return sums.to(values.dtype).to(values.device).MoveToOuterDisposeScope();
    }
}
