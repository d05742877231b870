namespace Gan.Metrics;

/// <summary>How <see cref="WatermarkDecoder.Mark"/> teaches a finished generator to write a watermark.</summary>
public sealed record MarkingOptions
{
    /// <summary>Updates, from 1 to 1,000,000. Default 300.</summary>
    public int Steps { get; init; } = 300;

    /// <summary>Samples in an update, from 2 to 4,096. Default 32.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Adam's step size, greater than 0. Default 0.0005.</summary>
    public double LearningRate { get; init; } = 5e-4;

    /// <summary>Weight of the mean squared distance to what the generator made before, at least 0; more of it gives
    /// fainter marks. Default 10.</summary>
    public double Fidelity { get; init; } = 10;

    /// <summary>Seed of the latents.</summary>
    public ulong Seed { get; init; }

    /// <summary>What is out of range, each with its bound and value; empty when all is well.</summary>
    public IEnumerable<Problem> Problems() =>
        Bounds.All(
            Bounds.Within(1, 1_000_000, Steps),
            Bounds.Within(2, 4096, BatchSize),
            Bounds.Above(0, LearningRate),
            Bounds.AtLeast(0, Fidelity)
        );
}
