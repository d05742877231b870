namespace Gan.Losses;

/// <summary>
/// Drift, Karras et al. 2018, appendix A.1 (arXiv:1710.10196): ε · E[D(x)²] keeps the scores of a Wasserstein critic,
/// which no loss ties to a value, from drifting away from 0.
/// </summary>
/// <param name="Epsilon">Weight ε, at least 0; the default 1e-3 is the paper's.</param>
public sealed record DriftPenalty(double Epsilon = 1e-3) : IPenalty
{
    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() => Bounds.All(Bounds.AtLeast(0, Epsilon));

    CriticSlope IPenalty.Slope => CriticSlope.Free;

    /// <inheritdoc/>
    public Tensor Penalty(PenaltyContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        GanConfigurationException.ThrowIfAny(Problems());
        return Epsilon * context.RealScores.square().mean();
    }
}
