namespace Gan.Losses;

/// <summary>
/// R2, Mescheder et al. 2018, eq. 10 (arXiv:1801.04406): γ/2 · E[‖∇D(G(z))‖²], as <see cref="R1Penalty"/> has it, on
/// generated samples. R3GAN (Huang et al. 2024, arXiv:2501.05441) uses both, with <see cref="RelativisticPairedLoss"/>.
/// </summary>
/// <param name="Gamma">Weight γ, at least 0; the default 10 is that of <see cref="R1Penalty"/>.</param>
public sealed record R2Penalty(double Gamma = 10) : IPenalty
{
    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() => Bounds.All(Bounds.AtLeast(0, Gamma));

    CriticSlope IPenalty.Slope => CriticSlope.Flat;

    /// <inheritdoc/>
    public bool PenalisesGradient => true;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The critic's scores have no gradient for its samples.</exception>
    public Tensor Penalty(PenaltyContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        GanConfigurationException.ThrowIfAny(Problems());
        return Gamma / 2 * ScoreGradient.SquaredNorms(context.Discriminator, context.Fake).mean();
    }
}
