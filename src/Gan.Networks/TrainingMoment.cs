namespace Gan;

/// <summary>Where a step stands in its training: what schedules and networks that grow are functions of.</summary>
/// <param name="Step">Number of the step, from 1.</param>
/// <param name="Steps">Steps of the whole training. At least 1.</param>
/// <param name="BatchSize">Samples of one update. At least 1.</param>
public readonly record struct TrainingMoment(long Step, long Steps, long BatchSize)
{
    /// <summary>The share of the training that is done, in [0, 1).</summary>
    public double Progress => (Step - 1.0) / Steps;

    /// <summary>Samples that the steps before this one were of, a batch each: the papers' "images shown". Several
    /// discriminator updates in a step count once.</summary>
    public long Images => (Step - 1) * BatchSize;
}
