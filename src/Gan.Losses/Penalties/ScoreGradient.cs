namespace Gan.Losses;

/// <summary>
/// Gradients of a critic's scores with respect to its samples, as every gradient penalty needs them. A score may belong
/// to a pack of m samples (PacGAN): then the norm is the pack's. Several discriminators give k columns of scores: each
/// column has its own gradient. Of a map of patches a sample's score is the mean, which is what losses see of it.
/// </summary>
internal static class ScoreGradient
{
    /// <summary>‖∂D/∂x‖² at these points for each score, [n·k] for scores [n], [n, k] or [n, 1, h, w] of n·m samples,
    /// with its graph to the critic's weights.</summary>
    public static Tensor SquaredNorms(Func<Tensor, Tensor> critic, Tensor points)
    {
        var samples = points.detach().requires_grad_();
        var scores = critic(samples);
        var rows = Rows(scores, samples.shape[0]);
        var columns = Scores.ArePatches(scores) ? [scores.mean([1, 2, 3])] : scores.reshape(rows, -1).unbind(1);
        Tensor[] squares = [.. columns.Select(column => Gradient(column, samples).reshape(rows, -1).square().sum(1))];
        return squares.Length == 1 ? squares[0] : cat(squares);
    }

    /// <summary>‖∂D/∂x‖ for each score, as <see cref="SquaredNorms"/> has its square.</summary>
    public static Tensor Norms(Func<Tensor, Tensor> critic, Tensor points) => Root(SquaredNorms(critic, points));

    /// <summary>√ of squared norms, with the gradient 0 at 0.</summary>
    public static Tensor Root(Tensor squares)
    {
        // The root's derivative is infinite at 0, which would turn a critic that is flat in one sample into NaN
        // weights. There the argument becomes 1, whose root's gradient meets a zero factor; everywhere else nothing
        // changes.
        var flat = squares.eq(0).to(squares.dtype);
        return (squares + flat).sqrt() - flat;
    }

    /// <summary>Points between two batches, ε·a + (1 − ε)·b, with one ε ~ U(0, 1) for each score.</summary>
    // One ε for the whole batch would test the Lipschitz condition at one ratio only.
    public static Tensor Mix(Tensor a, Tensor b, Tensor scores, torch.Generator random)
    {
        var shape = a.shape;
        if (!shape.AsSpan().SequenceEqual(b.shape))
        {
            throw new ArgumentException(
                $"Real and generated samples must have the same shape, but have {ShapeText.Of(a.shape)} and "
                    + $"{ShapeText.Of(b.shape)}."
            );
        }
        var rows = Rows(scores, shape[0]);
        var epsilon = Draws.Uniform(Draws.OneEach(rows, a), a, random);
        if (rows < shape[0])
        {
            epsilon = epsilon.repeat_interleave(shape[0] / rows, 0);
        }
        return b + epsilon * (a - b);
    }

    private static long Rows(Tensor scores, long count)
    {
        var shape = scores.shape;
        var rows = shape.Length == 0 ? 1 : shape[0];
        var fits =
            shape.Length == 0
                ? count == 1
                : rows > 0
                    && count % rows == 0
                    && (shape.Length <= 2 || scores.NumberOfElements == rows || Scores.ArePatches(scores));
        return fits
            ? rows
            : throw new ArgumentException(
                $"The critic must give one score for each of {count} samples, but gave the shape "
                    + $"{ShapeText.Of(scores.shape)}.",
                nameof(scores)
            );
    }

    // The sum's gradient holds each sample's own gradient.
    private static Tensor Gradient(Tensor column, Tensor samples) =>
        Differentiable(column.sum(), samples)
        ?? throw new InvalidOperationException(
            "The gradient penalty needs the gradient of the critic's scores with respect to its samples: "
                + "call it with gradients enabled, and compute the scores from the samples."
        );

    /// <summary>∂sum/∂input, which may be differentiated again; null where the sum does not depend on the
    /// input.</summary>
    /// <param name="sum">A scalar.</param>
    /// <param name="input">A tensor that gradients are asked of.</param>
    // TorchSharp 0.107 ends the process where libtorch refuses this call, so what it would refuse is asked before. All
    // flags are needed: create_graph does not imply retain_graph there.
    public static Tensor? Differentiable(Tensor sum, Tensor input)
    {
        if (!sum.requires_grad || !input.requires_grad)
        {
            return null;
        }
        using var inputs = LayerKernels.ForInputGradients();
        var gradient = autograd.grad([sum], [input], retain_graph: true, create_graph: true, allow_unused: true)[0];
        LayerKernels.ThrowIfFailed();
        return gradient.IsInvalid ? null : gradient;
    }
}
