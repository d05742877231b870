using System.Diagnostics;
using System.Text.Json;
using Gan;
using Gan.Data;
using static TorchSharp.torch;

/// <summary>One round of one side: median milliseconds and the process's largest resident memory.</summary>
/// <param name="Ms">Milliseconds.</param>
/// <param name="PeakMib">The process's largest resident memory.</param>
/// <param name="Peak">Ours: multiplications a second in a large product, measured after the work.</param>
internal sealed record Measurement(double Ms, double PeakMib, double Peak = 0)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Does a workload's work in this process.</summary>
    internal static Measurement Of(Workload workload, string? digits)
    {
        var ms = workload.Name switch
        {
            "sample" => Sample(workload),
            "start" => Start(workload),
            "epoch" => Epoch(workload, digits ?? throw new ArgumentException("The epoch needs the file of the digits.", nameof(digits))),
            _ => Steps(workload),
        };
        var memory = Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0;
        return new(ms, memory, Work.Peak());
    }

    internal static Measurement Parse(string json) => JsonSerializer.Deserialize<Measurement>(json, Json)!;

    internal string Text() => JsonSerializer.Serialize(this, Json);

    private static double Steps(Workload workload)
    {
        using var data = workload.Data();
        using var trainer = workload.Build(data);
        var (times, last) = (new List<double>(), Stopwatch.GetTimestamp());
        foreach (var _ in trainer.Steps())
        {
            times.Add(Stopwatch.GetElapsedTime(last).TotalMilliseconds);
            last = Stopwatch.GetTimestamp();
        }
        return Statistics.Median(times.Skip(workload.Warm));
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
