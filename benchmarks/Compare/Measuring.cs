using System.Diagnostics;
using Gan;
using Gan.Data;
using static TorchSharp.torch;

/// <summary>Our side of a workload, in this process.</summary>
internal static class Measuring
{
    /// <summary>With the matrix peak, taken after the work and its memory.</summary>
    internal static Measurement Of(Workload workload, string? digits) => Done(workload, digits) with { Peak = Work.Peak() };

    private static Measurement Done(Workload workload, string? digits) => workload.Name switch
    {
        "sample" => Measurement.Of(Sample(workload)),
        "start" => Measurement.Of(Start(workload)),
        "epoch" => Measurement.Of(Epoch(workload, digits ?? throw new ArgumentException("The epoch needs the file of the digits.", nameof(digits)))),
        _ => Steps(workload),
    };

    private static Measurement Steps(Workload workload)
    {
        using var data = workload.Data();
        using var trainer = workload.Build(data);
        return Measurement.Steps(trainer, workload.Warm);
    }

    private static double Sample(Workload workload)
    {
        using var data = workload.Data();
        using var gan = workload.Build(data, steps: 1).Finish();
        var times = new List<double>();
        for (var i = 0; i <= workload.Steps; i++)
        {
            var clock = Stopwatch.StartNew();
            using var images = gan.Sample(10_000, seed: i);
            times.Add(clock.Elapsed.TotalMilliseconds);
        }
        return Statistics.Median(times.Skip(1));
    }

    private static double Start(Workload workload)
    {
        using var data = workload.Data();
        using var trainer = workload.Build(data);
        foreach (var _ in trainer.Steps()) break;
        return (DateTime.Now - Process.GetCurrentProcess().StartTime).TotalMilliseconds;
    }

    private static double Epoch(Workload workload, string digits)
    {
        var clock = Stopwatch.StartNew();
        using var data = IdxFile.Open(digits);
        using var trainer = workload.Build(data);
        foreach (var _ in trainer.Steps()) { }
        return clock.Elapsed.TotalMilliseconds;
    }
}
