using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Gan.Serving;

/// <summary>The server's numbers, under the names that docs/serving.md lists.</summary>
internal sealed class ServingMeter
{
    private readonly Meter meter;
    private readonly Counter<long> samples;
    private readonly Histogram<int> batch;
    private readonly Histogram<double> duration;

    public ServingMeter(IMeterFactory meters)
    {
        meter = meters.Create(GanServing.MeterName);
        samples = meter.CreateCounter<long>("gan.serving.samples", "{sample}", "Samples that were made");
        batch = meter.CreateHistogram(
            "gan.serving.batch.size",
            "{sample}",
            "Samples that were made at once",
            advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256] }
        );
        duration = meter.CreateHistogram(
            "gan.serving.request.duration",
            "s",
            "Seconds from a request to its answer, by call and status",
            advice: new InstrumentAdvice<double>
            {
                HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
            }
        );
        Requests = meter.CreateCounter<long>("gan.serving.requests", "{request}", "Requests, by call and status");
    }

    private Counter<long> Requests { get; }

    /// <summary>How many wait.</summary>
    public void Observe(Func<int> waiting) =>
        meter.CreateObservableUpDownCounter("gan.serving.queue.length", waiting, "{request}", "Requests that wait");

    /// <summary>A batch was made.</summary>
    public void Made(int count)
    {
        samples.Add(count);
        batch.Record(count);
    }

    /// <summary>A request was answered.</summary>
    public void Answered(string call, string status, TimeSpan time)
    {
        var tags = new TagList { { "call", call }, { "status", status } };
        Requests.Add(1, tags);
        duration.Record(time.TotalSeconds, tags);
    }
}
