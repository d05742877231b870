namespace Gan;

/// <summary>Half a cosine from one factor to another, up or down, then the last one. All schedules of R3GAN are such
/// (Huang et al. 2024, arXiv:2501.05441, appendix), counted in images by <see cref="OverImages"/>.</summary>
/// <param name="From">Factor in the first step. At least 0.</param>
/// <param name="To">Factor at the end. At least 0.</param>
public sealed record HalfCosine(double From, double To) : ILearningRateSchedule
{
    /// <inheritdoc/>
    public double Factor(long step, long steps)
    {
        var done = Math.Clamp((step - 1.0) / steps, 0, 1);
        return To + (From - To) * 0.5 * (1 + Math.Cos(Math.PI * done));
    }

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() =>
        Bounds.Of(nameof(HalfCosine), Bounds.AtLeast(0, From), Bounds.AtLeast(0, To));
}
