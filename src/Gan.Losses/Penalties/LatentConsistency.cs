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
/// <param name="Sigma">Size σ of the change; the default 0.05, like both weights, is that of StudioGAN's BigGAN on
/// CIFAR-10.</param>
/// <param name="LambdaDiscriminator">Weight λ_D.</param>
/// <param name="LambdaGenerator">Weight λ_G.</param>
/// <exception cref="ArgumentOutOfRangeException">σ is not greater than 0, a weight is negative, or one of them is not
/// finite.</exception>
public sealed record LatentConsistency(
    double Sigma = 0.05,
    double LambdaDiscriminator = 20,
    double LambdaGenerator = 0.5
) : IPenalty, IGeneratorPenalty
{
    /// <summary>Size σ of the latents' change, greater than 0.</summary>
    public double Sigma
    {
        get;
        init => field = Require.Above(0, value, nameof(Sigma));
    } = Require.Above(0, Sigma, nameof(Sigma));

    /// <summary>Weight λ_D, at least 0.</summary>
    public double LambdaDiscriminator
    {
        get;
        init => field = Require.AtLeast(0, value, nameof(LambdaDiscriminator));
    } = Require.AtLeast(0, LambdaDiscriminator, nameof(LambdaDiscriminator));

    /// <summary>Weight λ_G, at least 0.</summary>
    public double LambdaGenerator
    {
        get;
        init => field = Require.AtLeast(0, value, nameof(LambdaGenerator));
    } = Require.AtLeast(0, LambdaGenerator, nameof(LambdaGenerator));

    bool IPenalty.MayBoundSlope => false;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The context knows no latents or no generator.</exception>
    public Tensor Penalty(PenaltyContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var moved = context.Generator(Moved(context.Latents ?? throw Missing.NoGenerator(), context.Random)).detach();
        return LambdaDiscriminator * (context.FakeScores - context.Critic(moved)).square().mean();
    }

    /// <inheritdoc/>
    public Tensor Penalty(GeneratorPenaltyContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return -LambdaGenerator
            * (context.Fake - context.Generator(Moved(context.Latents, context.Random))).square().mean();
    }

    private Tensor Moved(Tensor latents, torch.Generator random) =>
        latents + Sigma * Draws.Normal(latents.shape, latents, random);
}
