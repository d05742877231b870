namespace Gan.Losses;

/// <summary>
/// Path length regularisation of StyleGAN2, Karras et al. 2020, eq. 4 (arXiv:1912.04958): λ · E[(‖Jᵀy‖ − a)²], where J
/// is the Jacobian of the generator at a latent, y ~ N(0, 1) for each entry of the sample divided by √(H·W) for images
/// [C, H, W], and a the running mean of the lengths ‖Jᵀy‖. A step of a size in the latents then changes the sample by
/// an equal size everywhere.
/// </summary>
/// <remarks>
/// The running mean starts at 0 in the context's memory, takes in each batch before it is used, and carries no
/// gradient. The latents are the generator's input: where it maps them to styles first, lengths are taken before that
/// mapping. It costs a pass and a double backward pass of the generator; StyleGAN2 applies it in each fourth update.
/// </remarks>
/// <param name="Lambda">Weight λ, at least 0; the default 2 is that of the authors' code.</param>
/// <param name="Decay">Share of an update in the running mean, in [0, 1]; the default 0.01 is the paper's.</param>
public sealed record PathLength(double Lambda = 2, double Decay = 0.01) : IGeneratorPenalty
{
    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() => Bounds.All(Bounds.AtLeast(0, Lambda), Bounds.Within(0, 1, Decay));

    /// <inheritdoc/>
    public Tensor Penalty(PenaltyContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        GanConfigurationException.ThrowIfAny(Problems());
        var latents = context.Latents.detach().requires_grad_();
        var samples = context.Generator(latents);
        var shape = samples.shape;
        var pixels = shape.Skip(2).Aggregate(1.0, (a, b) => a * b);
        var y = Draws.Normal(shape, samples, context.Random) / Math.Sqrt(pixels);
        var gradient =
            ScoreGradient.Differentiable((samples * y).sum(), latents)
            ?? throw new InvalidOperationException(
                "PathLength needs the gradient of the generator's samples with respect to its latents: "
                    + "call it with gradients enabled, and make the samples from the latents."
            );
        var lengths = ScoreGradient.Root(gradient.flatten(1).square().sum(1));
        var mean = context.Memory.RunningMean("path length", lengths.mean(), 1 - Decay, start: 0);
        return Lambda * (lengths - mean).square().mean();
    }
}
