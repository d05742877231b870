using Gan;
using Gan.Data;
using TorchSharp;
using static TorchSharp.torch;

/// <summary>One quantity that grows while the others stay.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="Title">What grows, and what stays.</param>
/// <param name="Values">The points.</param>
/// <param name="Against">What a step's cost is held against: its multiplications, or the number of samples.</param>
/// <param name="Measure">Trains at a point in this process.</param>
internal sealed record Axis(
    string Name,
    string Title,
    long[] Values,
    Func<long, double> Against,
    Func<long, Measurement> Measure
)
{
    private const int Warm = 2;

    internal static IReadOnlyList<Axis> All { get; } =
    [
        Images(
            "batch",
            "batch size (32x32 RGB, 32 feature maps)",
            [16, 32, 64, 128, 256],
            batch => (32, 32, (int)batch)
        ),
        Images(
            "image",
            "side of the image (64 feature maps, batch 16)",
            [16, 24, 32, 48, 64],
            side => ((int)side, 64, 16)
        ),
        Images("maps", "feature maps (32x32 RGB, batch 64)", [8, 16, 32, 64], maps => (32, maps, 64)),
        new(
            "data",
            "samples in the data set (8x8, small MLP, batch 64)",
            [1_000, 10_000, 100_000, 1_000_000],
            count => count,
            Small
        ),
    ];

    /// <summary>The paper's DCGAN with the loss of its time.</summary>
    private static Axis Images(
        string name,
        string title,
        long[] values,
        Func<long, (int Side, long Maps, int Batch)> at
    )
    {
        return new(
            name,
            title,
            values,
            Multiplications,
            value =>
            {
                var (side, maps, batch) = at(value);
                // half a second or so for the small points
                var steps = (int)Math.Clamp(1e10 / Multiplications(value), 5, 200);
                using var data = Noise(512, 3, side);
                return Train(data, DcganOptions.Paper with { FeatureMaps = maps }, batch, steps);
            }
        );

        double Multiplications(long value)
        {
            var (side, maps, batch) = at(value);
            return Work.Paper(side, 3, maps).Step(batch, 0);
        }
    }

    private static Measurement Small(long count)
    {
        using var data = Noise(count, 1, 8);
        return Train(data, MlpOptions.Small, 64, 200);
    }

    private static Measurement Train(IDataset data, INetworkFamily networks, int batch, int steps)
    {
        using var trainer = new GanBuilder()
            .WithData(data)
            .WithNetworks(networks)
            .WithOptimizers(new AdamOptions(2e-4, 0.5, 0.999))
            .WithTraining(
                new TrainingOptions
                {
                    Steps = steps + Warm,
                    BatchSize = batch,
                    MovingAverageDecay = 0,
                }
            )
            .Build();
        return Measurement.Steps(trainer, Warm);
    }

    private static ImageDataset Noise(long count, long channels, long side)
    {
        using var random = new Generator(0);
        return new ImageDataset(randint(0, 256, [count, channels, side, side], ScalarType.Byte, generator: random));
    }
}
