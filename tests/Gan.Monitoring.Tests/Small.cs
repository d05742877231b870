using Gan.Data;

namespace Gan.Monitoring.Tests;

/// <summary>Trainings of a few milliseconds.</summary>
internal static class Small
{
    public static ImageDataset Images(int channels = 1)
    {
        var pixels = new byte[40 * channels * 8 * 12];
        new Random(5).NextBytes(pixels);
        return ImageDataset.FromBytes(
            pixels,
            channels,
            8,
            12,
            [.. Enumerable.Range(0, 40).Select(n => n % 4L)],
            name: "noise"
        );
    }

    public static GanBuilder Gan(IDataset data, long steps = 20) =>
        new GanBuilder()
            .WithData(data)
            .WithMlp(MlpOptions.Small)
            .WithTraining(
                new()
                {
                    Steps = steps,
                    BatchSize = 8,
                    Seed = 7,
                }
            );
}
