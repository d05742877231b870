namespace Gan;

/// <summary>
/// The course of a learning rate: a pure function of the step, so that a resumed training goes on with the rate that
/// the straight one had.
/// </summary>
public interface ILearningRateSchedule
{
    /// <summary>What the optimiser's rate is multiplied by.</summary>
    /// <param name="step">Number of the running step, from 1 to <paramref name="steps"/>.</param>
    /// <param name="steps">Steps of the whole training (<see cref="TrainingOptions.Steps"/>).</param>
    /// <returns>A factor of at least 0.</returns>
    double Factor(long step, long steps);

    /// <summary>What is out of range, each with its bound and value.</summary>
    IEnumerable<Problem> Problems() => [];
}
