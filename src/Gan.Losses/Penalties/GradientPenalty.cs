namespace Gan.Losses;

/// <summary>
/// The gradient penalty of WGAN-GP, Gulrajani et al. 2017, eq. 3 and algorithm 1 (arXiv:1704.00028):
/// λ · mean over the batch of (‖∇D(x̂)‖₂ − target)² at x̂ = ε·x + (1 − ε)·G(z), ε ~ U(0, 1) drawn for each sample.
/// </summary>
/// <remarks>
/// The norm is that of one sample's gradient, over all axes but the batch (with packing, of one pack's; with several
/// discriminators, the penalty is their mean). That presumes a critic whose score of a sample depends on that sample
/// alone: use layer, instance or no normalisation in it, not batch normalisation (section 4 of the paper). It costs a
/// forward pass and a double backward pass of the critic.
/// </remarks>
/// <param name="Lambda">Weight λ of the penalty, at least 0; the default 10 is the paper's.</param>
/// <param name="Target">Norm that the gradient is drawn to, at least 0; the default 1 is the paper's.</param>
public sealed record GradientPenalty(double Lambda = 10, double Target = 1) : IPenalty
{
    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() => Bounds.All(Bounds.AtLeast(0, Lambda), Bounds.AtLeast(0, Target));

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
        return Lambda * (ScoreGradient.Norms(context.Discriminator, mixed) - Target).square().mean();
    }
}
