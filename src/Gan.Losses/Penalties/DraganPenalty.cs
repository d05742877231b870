namespace Gan.Losses;

/// <summary>
/// DRAGAN, Kodali et al. 2017, section 2 (arXiv:1705.07215): λ · mean of (‖∇D(x̂)‖₂ − 1)² around the data. As in the
/// authors' code, x̂ = x + ε · strength · σ · u with u ~ U(0, 1) for each entry, ε ~ U(0, 1) for each sample, and σ the
/// standard deviation of the whole real batch.
/// </summary>
/// <remarks>The norm is that of one sample's gradient (with packing, of one pack's): no batch normalisation in the
/// discriminator.</remarks>
/// <param name="Lambda">Weight λ, at least 0; the default 10 is the paper's.</param>
/// <param name="Strength">Size of the perturbation in standard deviations of the data, at least 0; the default 0.5 is
/// that of the authors' code.</param>
public sealed record DraganPenalty(double Lambda = 10, double Strength = 0.5) : IPenalty
{
    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() =>
        Bounds.All(Bounds.AtLeast(0, Lambda), Bounds.Finite(Strength) ?? Bounds.AtLeast(0, Strength));

    CriticSlope IPenalty.Slope => CriticSlope.Bounded;

    /// <inheritdoc/>
    public bool PenalisesGradient => true;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The critic does not give one score a sample.</exception>
    /// <exception cref="InvalidOperationException">The critic's scores have no gradient for its samples.</exception>
    public Tensor Penalty(PenaltyContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        GanConfigurationException.ThrowIfAny(Problems());
        var real = context.Real.detach();
        var moved = real + Strength * real.std(unbiased: false) * Draws.Uniform(real.shape, real, context.Random);
        var points = ScoreGradient.Mix(moved, real, context.RealScores, context.Random);
        return Lambda * (ScoreGradient.Norms(context.Discriminator, points) - 1).square().mean();
    }
}
