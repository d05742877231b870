using System.Diagnostics;
using System.Text.Json;
using Gan;

/// <summary>One run in a process of its own: median milliseconds and the process's largest resident memory.</summary>
internal sealed record Measurement(double Ms, double PeakMib)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    /// <summary>Ours beside peers: multiplications a second in a large product, measured after the work.</summary>
    public double Peak { get; init; }

    /// <summary>Median processor milliseconds of a step over all threads, where they were taken: other work on the
    /// machine hardly changes them.</summary>
    public double? ProcessorMs { get; init; }

    /// <summary>The time with this process's memory up to here.</summary>
    internal static Measurement Of(double ms) => new(ms, Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0);

    /// <summary>The median of a trainer's steps after the first ones.</summary>
    internal static Measurement Steps(GanTrainer trainer, int warm)
    {
        var times = new List<double>();
        var processor = new List<double>();
        var last = Stopwatch.GetTimestamp();
        var spent = Environment.CpuUsage.TotalTime;
        foreach (var _ in trainer.Steps())
        {
            times.Add(Stopwatch.GetElapsedTime(last).TotalMilliseconds);
            processor.Add((Environment.CpuUsage.TotalTime - spent).TotalMilliseconds);
            last = Stopwatch.GetTimestamp();
            spent = Environment.CpuUsage.TotalTime;
        }
        return Of(Statistics.Median(times.Skip(warm))) with { ProcessorMs = Statistics.Median(processor.Skip(warm)) };
    }

    internal static Measurement Parse(string json) => JsonSerializer.Deserialize<Measurement>(json, Json)!;

    internal string Text() => JsonSerializer.Serialize(this, Json);
}
