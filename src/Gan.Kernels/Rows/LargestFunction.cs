using static TorchSharp.torch;

namespace Gan.Kernels;

/// <summary>The largest of pieces with its gradient: arguments are rows [N, pieces, channels], contiguous.</summary>
internal sealed class LargestFunction : autograd.SingleTensorFunction<LargestFunction>
{
    private const string Pieces = nameof(Pieces);

    public override string Name => "Largest";

    /// <summary>Whether a graph is recorded for one of the tensors.</summary>
    internal static bool IsRecorded(params ReadOnlySpan<Tensor?> tensors)
    {
        if (!is_grad_enabled()) return false;
        foreach (var tensor in tensors)
        {
            if (tensor is { requires_grad: true }) return true;
        }
        return false;
    }

    internal static Tensor Apply(Tensor rows)
    {
        if (IsRecorded(rows)) return apply(rows);
        var (values, numbers) = Largest.Of(rows, (int)rows.size(1));
        numbers.Dispose();
        return values;
    }

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var rows = (Tensor)vars[0];
        var pieces = (int)rows.size(1);
        var (values, numbers) = Largest.Of(rows, pieces);
        ctx.save_for_backward([numbers]);
        ctx.save_data(Pieces, pieces);
        return values;
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        using var scope = NewDisposeScope();
        var numbers = ctx.get_saved_variables()[0];
        var pieces = (int)ctx.get_data(Pieces);
        var slopes = is_grad_enabled()
            ? Spread.Differentiable(grad_output, numbers, pieces)
            : Spread.Of(grad_output.contiguous(), numbers, pieces);
        return [slopes.MoveToOuterDisposeScope()];
    }
}
