namespace Gan;

/// <summary>Raises the rate in a straight line over the first steps (Goyal et al. 2017, section 2.2), times another
/// schedule.</summary>
/// <param name="Steps">Steps until the whole rate. At least 1.</param>
/// <param name="Then">The schedule it is combined with; null for none.</param>
public sealed record WarmUp(long Steps, ILearningRateSchedule? Then = null) : ILearningRateSchedule
{
    /// <inheritdoc/>
    public double Factor(long step, long steps) =>
        Math.Min(1, step / (double)Math.Max(1, Steps)) * (Then?.Factor(step, steps) ?? 1);

    /// <inheritdoc/>
    public double At(TrainingMoment moment) =>
        Math.Min(1, moment.Step / (double)Math.Max(1, Steps)) * (Then?.At(moment) ?? 1);

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems() =>
        [.. Bounds.Of(nameof(WarmUp), Bounds.AtLeast(1, Steps)), .. Then?.Problems() ?? []];
}
