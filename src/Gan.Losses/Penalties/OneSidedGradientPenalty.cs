namespace Gan.Losses;

/// <summary>
/// WGAN-LP, Petzka et al. 2018, section 4 (arXiv:1709.08894): λ · mean of max(0, ‖∇D(x̂)‖₂ − 1)² at the points x̂ of
/// <see cref="GradientPenalty"/>. A Lipschitz condition bounds the slope from above only, so a flatter critic is not
/// pulled to a slope of 1.
/// </summary>
/// <remarks>The norm is that of one sample's gradient (with packing, of one pack's): no batch normalisation in the
/// critic.</remarks>
/// <param name="Lambda">Weight λ, at least 0; the default 10 is that of WGAN-GP. The paper finds 1 to 100 to
/// serve.</param>
public sealed record OneSidedGradientPenalty(double Lambda = 10) : IPenalty
{
    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() => Bounds.All(Bounds.AtLeast(0, Lambda));

    CriticSlope IPenalty.Slope => CriticSlope.One;

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
        return Lambda * (ScoreGradient.Norms(context.Discriminator, mixed) - 1).relu().square().mean();
    }
}
