namespace Gan.Losses;

/// <summary>
/// The gradient penalty of WGAN-GP, Gulrajani et al. 2017, eq. 3 and algorithm 1 (arXiv:1704.00028):
/// λ · mean over the batch of (‖∇D(x̂)‖₂ − target)² at x̂ = ε·x + (1 − ε)·G(z), ε ~ U(0, 1) drawn for each sample.
/// </summary>
/// <remarks>
/// The norm is that of one sample's gradient, over all axes but the batch. That presumes a critic whose score of a sample
/// depends on that sample alone: use layer, instance or no normalisation in it, not batch normalisation (section 4 of the
/// paper). It costs a forward pass and a double backward pass of the critic.
/// </remarks>
/// <param name="Lambda">Weight λ of the penalty; the default 10 is the paper's.</param>
/// <param name="Target">Norm that the gradient is drawn to; the default 1 is the paper's.</param>
/// <exception cref="ArgumentOutOfRangeException">A setting is negative or not finite.</exception>
public sealed record GradientPenalty(double Lambda = 10, double Target = 1) : IPenalty
{
    /// <summary>Weight λ of the penalty, at least 0.</summary>
    public double Lambda { get; init => field = Require.AtLeast(0, value, nameof(Lambda)); } = Require.AtLeast(0, Lambda, nameof(Lambda));

    /// <summary>Norm that the gradient is drawn to, at least 0.</summary>
    public double Target { get; init => field = Require.AtLeast(0, value, nameof(Target)); } = Require.AtLeast(0, Target, nameof(Target));

    /// <inheritdoc/>
    public bool PenalisesGradient => true;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Real and fake differ in shape, or the critic does not give one score a sample.</exception>
    /// <exception cref="InvalidOperationException">The critic's scores have no gradient for its samples.</exception>
    public Tensor Penalty(PenaltyContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var mixed = Mix(context.Real, context.Fake, context.Random).requires_grad_();
        var scores = context.Critic(mixed);
        var count = context.Real.shape[0];
        if (scores.NumberOfElements != count)
            throw new ArgumentException(
                $"The critic must give one score for each of {count} samples, but gave the shape {Shapes.Text(scores)}.", nameof(context));
        return Lambda * (Norms(Gradient(scores, mixed)) - Target).square().mean();
    }

    // One ε a sample: a single ε for the batch would test the Lipschitz condition at one ratio only.
    private static Tensor Mix(Tensor real, Tensor fake, torch.Generator random)
    {
        var shape = real.shape;
        if (!shape.AsSpan().SequenceEqual(fake.shape))
            throw new ArgumentException(
                $"Real and generated samples must have the same shape, but have {Shapes.Text(real)} and {Shapes.Text(fake)}.");
        long[] perSample = [shape[0], .. Enumerable.Repeat(1L, shape.Length - 1)];
        var epsilon = rand(perSample, dtype: real.dtype, device: random.device, generator: random).to(real.device);
        return (fake + epsilon * (real - fake)).detach();
    }

    private static Tensor Gradient(Tensor scores, Tensor samples)
    {
        // The sum's gradient holds each sample's own gradient. Both flags are needed: TorchSharp's create_graph does not
        // imply retain_graph, and the penalty is itself differentiated with respect to the critic's weights.
        var gradient = scores.requires_grad
            ? autograd.grad([scores.sum()], [samples], retain_graph: true, create_graph: true, allow_unused: true)[0]
            : null;
        return gradient is { IsInvalid: false }
            ? gradient
            : throw new InvalidOperationException(
                "The gradient penalty needs the gradient of the critic's scores with respect to its samples: "
                + "call it with gradients enabled, and compute the scores from the samples.");
    }

    // The root's derivative is infinite at 0, which would turn a critic that is flat in one sample into NaN weights.
    // There the argument becomes 1, whose root's gradient meets a zero factor; everywhere else nothing changes.
    private static Tensor Norms(Tensor gradient)
    {
        var squares = gradient.flatten(1).square().sum(1);
        var flat = squares.eq(0).to(squares.dtype);
        return (squares + flat).sqrt() - flat;
    }
}
