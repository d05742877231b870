using System.Globalization;
using Gan;
using Gan.Data;
using Gan.Distributed;
using TorchSharp;
using static TorchSharp.torch;

/// <summary>One of the processes: trains a DCGAN of 64 pixels, and the first one writes what a step took.</summary>
internal static class Piece
{
    public static int Run(string file, int batch, int steps)
    {
        const int Warm = 5;
        using var random = new Generator(0);
        using var pixels = randint(0, 256, [512, 3, 64, 64], ScalarType.Byte, generator: random);
        using var data = new ImageDataset(pixels);
        var group = new CountingGroup(MpiProcessGroup.World());
        using var trainer = new GanBuilder()
            .WithData(data)
            .WithDcgan()
            .WithTraining(new TrainingOptions { Steps = Warm + steps, BatchSize = batch })
            .WithProcesses(group)
            .Build();
        var times = new List<double>();
        var waits = new List<double>();
        var bytes = 0L;
        (long Short, long Long, long Summed) before = default;
        foreach (var report in trainer.Steps())
        {
            if (report.Step == Warm)
            {
                before = (group.ShortCalls, group.LongCalls, group.Summed);
            }
            if (report.Step > Warm)
            {
                times.Add(report.Duration.TotalMilliseconds);
                waits.Add(report.ProcessWait.TotalMilliseconds);
                bytes = report.BytesSent;
            }
        }
        if (group.Rank == 0)
        {
            double[] row =
            [
                Statistics.Median(times),
                Statistics.Median(waits),
                bytes,
                (group.ShortCalls - before.Short) / (double)steps,
                (group.LongCalls - before.Long) / (double)steps,
                (group.Summed - before.Summed) / (double)steps,
            ];
            File.WriteAllText(file, string.Join(' ', row.Select(v => v.ToString("R", CultureInfo.InvariantCulture))));
        }
        return 0;
    }
}
