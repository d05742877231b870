namespace Gan;

/// <summary>
/// The course of a learning rate: a pure function of the step, so that a resumed training goes on with the rate that
/// the straight one had. Other settings follow the same kind of course: a penalty's weight
/// (<see cref="ScheduledPenalty.Schedule"/>), Adam's β2 (<see cref="AdamOptions.Beta2Schedule"/>), the moving average
/// (<see cref="HalfLife"/>), the strength of augmentations (<see cref="ScheduledStrength"/>).
/// </summary>
public interface ILearningRateSchedule
{
    /// <summary>What the rate, or another setting, is multiplied by.</summary>
    /// <param name="step">Number of the running step, from 1 to <paramref name="steps"/>.</param>
    /// <param name="steps">Steps of the whole training (<see cref="TrainingOptions.Steps"/>).</param>
    /// <returns>A factor of at least 0.</returns>
    double Factor(long step, long steps);

    /// <summary>The same, for a schedule that counts images (<see cref="OverImages"/>) too. As it comes, the factor of
    /// the step.</summary>
    /// <param name="moment">Where the running step stands.</param>
    /// <returns>A factor of at least 0.</returns>
    double At(TrainingMoment moment) => Factor(moment.Step, moment.Steps);

    /// <summary>What is out of range, each with its bound and value.</summary>
    IEnumerable<Problem> Problems() => [];
}
