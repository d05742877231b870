namespace Gan;

/// <summary>
/// Lets the probability of adapting augmentations, such as AdaptivePolicy, follow the training instead of the
/// discriminator's overfitting, as R3GAN does (Huang et al. 2024, arXiv:2501.05441, appendix).
/// </summary>
/// <param name="Probability">Probability of each change, in [0, 1], times the schedule's factor.</param>
public sealed record ScheduledStrength(double Probability)
{
    /// <summary>What the probability is multiplied by in the course of the training. Default: constant.</summary>
    public ILearningRateSchedule Schedule { get; init; } = new ConstantRate();

    /// <summary>The probability at a moment, in [0, 1].</summary>
    /// <param name="moment">Where the step stands.</param>
    public double At(TrainingMoment moment) => Math.Clamp(Probability * Schedule.At(moment), 0, 1);

    /// <summary>What is out of range, each with its bound and value.</summary>
    public IEnumerable<Problem> Problems() =>
        [.. Bounds.Of(nameof(ScheduledStrength), Bounds.In("[0, 1]", Probability)), .. Schedule.Problems()];
}
