namespace Gan.Losses;

/// <summary>
/// Latent consistency regularisation (zCR), Zhao et al. 2020, algorithm 2 (arXiv:2002.04724), with Δ ~ N(0, σ²): D pays
/// λ_D · E[(D(G(z)) − D(G(z + Δ)))²], so that a small change of the latent is none to it, and G pays −λ_G · E[‖G(z) −
/// G(z + Δ)‖²], so that it is seen in the sample. Add it to both networks; with balanced consistency it is ICR.
/// </summary>
/// <remarks>
/// The square of a sample's change is the mean over its entries, so that λ_G does not depend on the resolution. It
/// costs each network's update a further pass of the generator, and D's one of the discriminator.
/// </remarks>
/// <param name="Sigma">Size σ of the change, greater than 0; the default 0.05, like both weights, is that of
/// StudioGAN's BigGAN on CIFAR-10.</param>
/// <param name="LambdaDiscriminator">Weight λ_D, at least 0.</param>
/// <param name="LambdaGenerator">Weight λ_G, at least 0.</param>
public sealed record LatentConsistency(
    double Sigma = 0.05,
    double LambdaDiscriminator = 20,
    double LambdaGenerator = 0.5
) : IPenalty, IGeneratorPenalty
{
    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() =>
        Bounds.All(Bounds.Above(0, Sigma), Bounds.AtLeast(0, LambdaDiscriminator), Bounds.AtLeast(0, LambdaGenerator));

    CriticSlope IPenalty.Slope => CriticSlope.Free;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The context knows no latents or no generator.</exception>
    public Tensor Penalty(PenaltyContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        GanConfigurationException.ThrowIfAny(Problems());
        var moved = context.Generator(Perturb(context.Latents, context.Random)).detach();
        return LambdaDiscriminator * (context.FakeScores - context.Discriminator(moved)).square().mean();
    }

    /// <inheritdoc/>
    Tensor IGeneratorPenalty.Penalty(PenaltyContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        GanConfigurationException.ThrowIfAny(Problems());
        return -LambdaGenerator
            * (context.Fake - context.Generator(Perturb(context.Latents, context.Random))).square().mean();
    }

    private Tensor Perturb(Tensor latents, torch.Generator random) =>
        latents + Sigma * Draws.Normal(latents.shape, latents, random);
}
