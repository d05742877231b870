namespace Gan.Metrics;

/// <summary>How a <see cref="WatermarkDecoder"/> is trained. The defaults take some 15 seconds of a processor's core at
/// 32 by 32 pixels.</summary>
public sealed record WatermarkDecoderOptions
{
    /// <summary>Bits that it reads, from 8 to 256. Small images carry few: about 16 at 28 by 28 pixels, 32 at 32 by 32,
    /// 48 at 64 by 64. Default 32.</summary>
    public int Bits { get; init; } = 32;

    /// <summary>Updates, from 1 to 1,000,000. Default 800.</summary>
    public int Steps { get; init; } = 800;

    /// <summary>Images in an update, from 2 to 4,096. Default 32.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Root mean square of the marks that it learns from, in [0.01, 1] of values in [−1, 1]. Default
    /// 0.12.</summary>
    public double Strength { get; init; } = 0.12;

    /// <summary>Seed of weights and images; equal seeds give equal decoders on one machine.</summary>
    public ulong Seed { get; init; }

    /// <summary>What is out of range, each with its bound and value; empty when all is well.</summary>
    public IEnumerable<Problem> Problems() =>
        Bounds.All(
            Bounds.Within(8, 256, Bits),
            Bounds.Within(1, 1_000_000, Steps),
            Bounds.Within(2, 4096, BatchSize),
            Bounds.Within(0.01, 1, Strength)
        );
}
