using System.Collections.ObjectModel;

namespace Gan;

/// <summary>What one training step did.</summary>
/// <param name="Step">Number of the step, from 1.</param>
/// <param name="Steps">Number of the last step.</param>
/// <param name="DiscriminatorLoss">Loss of the last discriminator update, penalties included.</param>
/// <param name="GeneratorLoss">Loss of the generator update.</param>
/// <param name="RealScore">Mean score of the last real batch.</param>
/// <param name="FakeScore">Mean score of the last generated batch in the discriminator's update.</param>
/// <param name="WassersteinEstimate">RealScore - FakeScore where the loss makes that an estimate of the Wasserstein-1
/// distance; else null.</param>
/// <param name="SamplesPerSecond">Real samples shown to the discriminator per second since the start.</param>
/// <param name="Elapsed">Time since the start.</param>
/// <param name="Remaining">
/// Time left at the mean speed so far. The first step, which takes longer than others, counts only while there is no
/// other.
/// </param>
/// <param name="Metrics">Metrics measured after this step, by name; empty in most steps.</param>
public sealed record StepReport(
    long Step,
    long Steps,
    double DiscriminatorLoss,
    double GeneratorLoss,
    double RealScore,
    double FakeScore,
    double? WassersteinEstimate,
    double SamplesPerSecond,
    TimeSpan Elapsed,
    TimeSpan Remaining,
    IReadOnlyDictionary<string, double> Metrics
)
{
    /// <summary>The same metrics with intervals and provenance; empty in most steps.</summary>
    public IReadOnlyDictionary<string, Measurement> Measurements { get; init; } =
        ReadOnlyDictionary<string, Measurement>.Empty;

    /// <summary>Time that this step took, without metrics and callbacks.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The part of <see cref="Duration"/> in which the step waited for its batches.</summary>
    public TimeSpan DataWait { get; init; }
}
