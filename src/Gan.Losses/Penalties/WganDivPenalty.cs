namespace Gan.Losses;

/// <summary>
/// WGAN-div, Wu et al. 2018, section 3 (arXiv:1712.01026): k · E[‖∇D(x̂)‖ᵖ] at points x̂ between real and generated
/// samples, beside <see cref="WassersteinLoss"/>. It turns the critic's objective into a Wasserstein divergence, which
/// needs no Lipschitz condition.
/// </summary>
/// <remarks>The norm is that of one sample's gradient (with packing, of one pack's): no batch normalisation in the
/// critic.</remarks>
/// <param name="K">Weight k, at least 0; the default 2 is the paper's best.</param>
/// <param name="Power">Power p, greater than 1; the default 6 is the paper's best.</param>
public sealed record WganDivPenalty(double K = 2, double Power = 6) : IPenalty
{
    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() => Bounds.All(Bounds.AtLeast(0, K), Bounds.Above(1, Power));

    CriticSlope IPenalty.Slope => CriticSlope.Bounded;

    /// <inheritdoc/>
    public bool PenalisesGradient => true;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Real and fake differ in shape, or the critic does not give one score a
    /// sample.</exception>
    /// <exception cref="InvalidOperationException">The critic's scores have no gradient for its samples.</exception>
    public Tensor Penalty(PenaltyContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        GanConfigurationException.ThrowIfAny(Problems());
        var mixed = ScoreGradient.Mix(context.Real, context.Fake, context.RealScores, context.Random);
        return K * ScoreGradient.Norms(context.Discriminator, mixed).pow(Power).mean();
    }
}
