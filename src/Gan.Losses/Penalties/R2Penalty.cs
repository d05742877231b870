namespace Gan.Losses;

/// <summary>
/// R2, Mescheder et al. 2018, eq. 10 (arXiv:1801.04406): γ/2 · E[‖∇D(G(z))‖²], as <see cref="R1Penalty"/> has it, on
/// generated samples. R3GAN (Huang et al. 2024, arXiv:2501.05441) uses both, with <see cref="RelativisticPairedLoss"/>.
/// </summary>
/// <param name="Gamma">Weight γ; the default 10 is that of <see cref="R1Penalty"/>.</param>
/// <exception cref="ArgumentOutOfRangeException">γ is negative or not finite.</exception>
public sealed record R2Penalty(double Gamma = 10) : IPenalty
{
    /// <summary>Weight γ, at least 0.</summary>
    public double Gamma
    {
        get;
        init => field = Require.AtLeast(0, value, nameof(Gamma));
    } = Require.AtLeast(0, Gamma, nameof(Gamma));

    /// <inheritdoc/>
    public bool PenalisesGradient => true;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The critic's scores have no gradient for its samples.</exception>
    public Tensor Penalty(PenaltyContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Gamma / 2 * ScoreGradient.SquaredNorms(context.Discriminator, context.Fake).mean();
    }
}
