namespace Gan.Losses;

/// <summary>
/// Mode seeking, Mao et al. 2019, section 3.2 (arXiv:1903.05628): samples of different latents are to differ. As in the
/// authors' code, it is λ / (d(G(z₁), G(z₂)) / d(z₁, z₂) + 10⁻⁵) with mean absolute differences d over the batch.
/// </summary>
/// <remarks>z₁ are the batch's latents, z₂ are drawn from N(0, 1), under the same condition. It costs a further pass of
/// the generator.</remarks>
/// <param name="Lambda">Weight λ, at least 0; the default 1 is the paper's.</param>
public sealed record ModeSeeking(double Lambda = 1) : IGeneratorPenalty
{
    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() => Bounds.All(Bounds.AtLeast(0, Lambda));

    /// <inheritdoc/>
    public Tensor Penalty(PenaltyContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        GanConfigurationException.ThrowIfAny(Problems());
        var others = Draws.Normal(context.Latents.shape, context.Latents, context.Random);
        var samples = (context.Generator(others) - context.Fake).abs().mean();
        return Lambda / (samples / (others - context.Latents).abs().mean() + 1e-5);
    }
}
