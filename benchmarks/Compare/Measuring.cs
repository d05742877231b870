using System.Diagnostics;
using Gan;
using Gan.Data;
using static TorchSharp.torch;

/// <summary>Our side of a workload, in this process.</summary>
internal static class Measuring
{
    /// <summary>With the matrix peak, taken after the work and its memory.</summary>
    internal static Measurement Of(Workload workload, Length length, string? digits) =>
        Done(workload, length, digits) with
        {
            Peak = Work.Peak(),
        };

    private static Measurement Done(Workload workload, Length length, string? digits) =>
        workload.Name switch
        {
            "sample" => Measurement.Of(Sample(workload, length)),
            "start" => Measurement.Of(Start(workload)),
            "epoch" => Measurement.Of(
                Epoch(
                    workload,
                    length,
                    digits ?? throw new ArgumentException("The epoch needs the file of the digits.", nameof(digits))
                )
            ),
            _ => Steps(workload, length),
        };

    private static Measurement Steps(Workload workload, Length length)
    {
        using var data = workload.Data();
        using var trainer = workload.Build(data, length.Warm + length.Steps);
        return Measurement.Steps(trainer, length.Warm);
    }

    private static double Sample(Workload workload, Length length)
    {
        using var data = workload.Data();
        using var gan = workload.Build(data, steps: 1).Snapshot();
        var times = new List<double>();
        for (var i = 0; i <= length.Steps; i++)
        {
            var clock = Stopwatch.StartNew();
            using var images = gan.Sample(i == 0 ? 1000 : length.Images, seed: i); // the first to warm up
            times.Add(clock.Elapsed.TotalMilliseconds);
        }
        return Statistics.Median(times.Skip(1));
    }

    private static double Start(Workload workload)
    {
        using var data = workload.Data();
        using var trainer = workload.Build(data, steps: 1);
        foreach (var _ in trainer.Steps())
        {
            break;
        }
        return (DateTime.Now - Process.GetCurrentProcess().StartTime).TotalMilliseconds;
    }

    private static double Epoch(Workload workload, Length length, string digits)
    {
        var clock = Stopwatch.StartNew();
        using var data = IdxFile.Load(digits);
        using var trainer = workload.Build(data, length.Steps);
        foreach (var _ in trainer.Steps()) { }
        return clock.Elapsed.TotalMilliseconds;
    }
}
