namespace Gan;

/// <summary>The whole rate in every step: the default.</summary>
public sealed record ConstantRate : ILearningRateSchedule
{
    /// <inheritdoc/>
    public double Factor(long step, long steps) => 1;
}
