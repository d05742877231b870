using static TorchSharp.torch;

namespace Gan.Kernels;

/// <summary>
/// A maxout layer (Goodfellow et al. 2013) as one function: input [N, inputs], weight [pieces · units, inputs] and
/// bias [pieces · units] give the largest of pieces, [N, units].
/// </summary>
internal sealed class MaxoutFunction : KernelFunction<MaxoutFunction>
{
    private const string Pieces = nameof(Pieces);
    private const string ToInput = nameof(ToInput);
    private const string ToWeights = nameof(ToWeights);

    /// <inheritdoc/>
    protected override int Arguments => 4;

    internal static Tensor Apply(Tensor input, Tensor weight, Tensor bias, int pieces)
    {
        if (Gradients.AreNeeded(input, weight, bias))
        {
            return WithGraph(input, weight, bias, pieces);
        }
        var (values, numbers) = Compute(input, weight, bias, pieces);
        numbers.Dispose();
        return values;
    }

    private static (Tensor Values, Tensor Numbers) Compute(Tensor input, Tensor weight, Tensor bias, int pieces)
    {
        using var all = ProductFunction.LinearOnly(input, weight, bias);
        return PieceMaxima.Of(all, pieces);
    }

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var input = (Tensor)vars[0];
        var weight = (Tensor)vars[1];
        var bias = (Tensor)vars[2];
        var pieces = (int)vars[3];
        var (values, numbers) = Compute(input, weight, bias, pieces);
        ctx.save_for_backward([input, weight, numbers]);
        ctx.save_data(Pieces, pieces);
        ctx.save_data(ToInput, input.requires_grad);
        ctx.save_data(ToWeights, weight.requires_grad || bias.requires_grad);
        return values;
    }

    /// <inheritdoc/>
    protected override List<Tensor?> Backward(autograd.AutogradContext ctx, Tensor gradient)
    {
        var saved = ctx.get_saved_variables();
        var input = saved[0];
        var weight = saved[1];
        var numbers = saved[2];
        var pieces = (int)ctx.get_data(Pieces);
        var toInput = (bool)ctx.get_data(ToInput);
        var toWeights = (bool)ctx.get_data(ToWeights) && !LayerKernels.InputGradientsOnly;
        var weightIfNeeded = toInput ? weight : null;
        var inputIfNeeded = toWeights ? input : null;
        var gradients = is_grad_enabled()
            ? Differentiable(gradient, numbers, pieces, weightIfNeeded, inputIfNeeded)
            : Fast(gradient, numbers, pieces, weightIfNeeded, inputIfNeeded);
        return [.. gradients, null];
    }

    private static Tensor?[] Fast(Tensor slopes, Tensor numbers, int pieces, Tensor? weight, Tensor? input)
    {
        var gradients = new MaxoutGradients(slopes.contiguous(), numbers, pieces, (weight ?? input)?.size(1) ?? 0);
        var toInput = weight is null ? null : gradients.OfInput(weight);
        if (input is null)
        {
            return [toInput, null, null];
        }
        var (toWeight, toBias) = gradients.OfWeights(input);
        return [toInput, toWeight, toBias];
    }

    // A second gradient needs operators that have one.
    private static Tensor?[] Differentiable(Tensor slopes, Tensor numbers, int pieces, Tensor? weight, Tensor? input)
    {
        var all = PieceSlopes.Differentiable(slopes, numbers, pieces).flatten(1);
        var toInput = weight is null ? null : all.mm(weight);
        return input is null ? [toInput, null, null] : [toInput, all.t().mm(input), all.sum([0L])];
    }
}
