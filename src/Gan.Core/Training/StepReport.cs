using System.Collections.ObjectModel;

namespace Gan;

/// <summary>What one training step did.</summary>
/// <param name="Step">Number of the step, from 1.</param>
/// <param name="Steps">Number of the last step.</param>
/// <param name="Values">
/// What the game reported, by name: "loss/" and the player's name for each player (the loss of its last update,
/// penalties included), then what else it reports, such as "score/real".
/// </param>
/// <param name="SamplesPerSecond">Samples of the data that were read per second since the start.</param>
/// <param name="Elapsed">Time since the start.</param>
/// <param name="Remaining">
/// Time left at the mean speed so far. The first step, which takes longer than others, counts only while there is no
/// other.
/// </param>
/// <param name="Metrics">Metrics measured after this step, by name; empty in most steps.</param>
public sealed record StepReport(
    long Step,
    long Steps,
    IReadOnlyDictionary<string, double> Values,
    double SamplesPerSecond,
    TimeSpan Elapsed,
    TimeSpan Remaining,
    IReadOnlyDictionary<string, double> Metrics
)
{
    /// <summary>Loss of the last discriminator update, penalties included; NaN in a game without a
    /// discriminator.</summary>
    public double DiscriminatorLoss => Values.GetValueOrDefault("loss/discriminator", double.NaN);

    /// <summary>Loss of the generator update; NaN in a game without a generator.</summary>
    public double GeneratorLoss => Values.GetValueOrDefault("loss/generator", double.NaN);

    /// <summary>Mean score of the last real batch; NaN in a game that reports none.</summary>
    public double RealScore => Values.GetValueOrDefault("score/real", double.NaN);

    /// <summary>Mean score of the last generated batch in the discriminator's update; NaN in a game that reports
    /// none.</summary>
    public double FakeScore => Values.GetValueOrDefault("score/fake", double.NaN);

    /// <summary>RealScore - FakeScore where the loss makes that an estimate of the Wasserstein-1 distance; else
    /// null.</summary>
    public double? WassersteinEstimate =>
        Values.TryGetValue("wasserstein estimate", out var estimate) ? estimate : null;

    /// <summary>The same metrics with intervals and provenance; empty in most steps.</summary>
    public IReadOnlyDictionary<string, Measurement> Measurements { get; init; } =
        ReadOnlyDictionary<string, Measurement>.Empty;

    /// <summary>What is counted of the data: samples, rows of a table, tokens of texts.</summary>
    public string Unit { get; init; } = "samples";

    /// <summary>How many of <see cref="Unit"/> a sample has, on average.</summary>
    public double UnitsPerSample { get; init; } = 1;

    /// <summary>Of <see cref="Unit"/>, how many were read per second since the start.</summary>
    public double UnitsPerSecond => SamplesPerSecond * UnitsPerSample;

    /// <summary>Time that this step took, without metrics and callbacks.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The part of <see cref="Duration"/> in which the step waited for its batches.</summary>
    public TimeSpan DataWait { get; init; }

    /// <summary>The part of <see cref="Duration"/> in which the step summed with other processes and waited for them;
    /// zero in one process.</summary>
    public TimeSpan ProcessWait { get; init; }

    /// <summary>Bytes that this process sent to others in this step; 0 in one process.</summary>
    public long BytesSent { get; init; }
}
