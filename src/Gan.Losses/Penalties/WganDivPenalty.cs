namespace Gan.Losses;

/// <summary>
/// WGAN-div, Wu et al. 2018, section 3 (arXiv:1712.01026): k · E[‖∇D(x̂)‖ᵖ] at points x̂ between real and generated
/// samples, beside <see cref="WassersteinLoss"/>. It turns the critic's objective into a Wasserstein divergence, which
/// needs no Lipschitz condition.
/// </summary>
/// <remarks>The norm is that of one sample's gradient (with packing, of one pack's): no batch normalisation in the
/// critic.</remarks>
/// <param name="K">Weight k; the default 2 is the paper's best.</param>
/// <param name="Power">Power p; the default 6 is the paper's best.</param>
/// <exception cref="ArgumentOutOfRangeException">k is negative, p is not greater than 1, or one of them is not
/// finite.</exception>
public sealed record WganDivPenalty(double K = 2, double Power = 6) : IPenalty
{
    /// <summary>Weight k, at least 0.</summary>
    public double K
    {
        get;
        init => field = Require.AtLeast(0, value, nameof(K));
    } = Require.AtLeast(0, K, nameof(K));

    /// <summary>Power p, greater than 1.</summary>
    public double Power
    {
        get;
        init => field = Require.Above(1, value, nameof(Power));
    } = Require.Above(1, Power, nameof(Power));

    /// <inheritdoc/>
    public bool PenalisesGradient => true;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Real and fake differ in shape, or the critic does not give one score a
    /// sample.</exception>
    /// <exception cref="InvalidOperationException">The critic's scores have no gradient for its samples.</exception>
    public Tensor Penalty(PenaltyContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var mixed = ScoreGradient.Mix(context.Real, context.Fake, context.RealScores, context.Random);
        return K * ScoreGradient.Norms(context.Discriminator, mixed).pow(Power).mean();
    }
}
