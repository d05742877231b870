namespace Gan.Losses;

/// <summary>
/// R1, Mescheder et al. 2018, eq. 9 (arXiv:1801.04406): γ/2 · E[‖∇D(x)‖²] on real samples. Zero-centred: at the
/// equilibrium, where the generator makes the data, it asks of the discriminator to be flat, which makes the training
/// locally convergent.
/// </summary>
/// <remarks>
/// StyleGAN2 applies it in each 16th update (Karras et al. 2020, appendix B, arXiv:1912.04958). The norm is that of one
/// sample's gradient (with packing, of one pack's; with several discriminators, the penalty is their mean): no batch
/// normalisation in the discriminator.
/// </remarks>
/// <param name="Gamma">Weight γ, at least 0; the default 10 is the paper's. StyleGAN2 scales it with the resolution:
/// 0.0002 · pixels / batch size.</param>
public sealed record R1Penalty(double Gamma = 10) : IPenalty
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
        return Gamma / 2 * ScoreGradient.SquaredNorms(context.Discriminator, context.Real).mean();
    }
}
