using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Gan.Serving.Tests;

public sealed class ServingMeterTests
{
    [Fact]
    public async Task Requests_samples_batches_seconds_and_the_queue_are_measured()
    {
        await using var server = await RunningServer.Start();
        var meters = server.App.Services.GetRequiredService<IMeterFactory>();
        var seen = new ConcurrentDictionary<string, double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == "Gan.Serving" && instrument.Meter.Scope == meters)
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var name = tags.Length == 0 ? instrument.Name : $"{instrument.Name} {tags[0].Value} {tags[1].Value}";
            seen.AddOrUpdate(name, value, (_, sum) => sum + value);
        }
        listener.SetMeasurementEventCallback<long>((i, value, tags, _) => Add(i, value, tags));
        listener.SetMeasurementEventCallback<int>((i, value, tags, _) => Add(i, value, tags));
        listener.SetMeasurementEventCallback<double>((i, value, tags, _) => Add(i, value, tags));
        listener.Start();
        await server.Infer("""{"parameters":{"count":3}}""");
        await server.Infer("""{"parameters":{"count":4}}""");
        using var bad = await server.Client.GetAsync("/v1/images?seed=x");
        for (var i = 0; i < 200 && seen.Count < 6; i++)
        {
            await Task.Delay(10); // the answer is sent before it is counted
        }
        listener.RecordObservableInstruments();
        seen["gan.serving.samples"].Should().Be(7);
        seen["gan.serving.batch.size"].Should().Be(7);
        seen["gan.serving.requests infer 200"].Should().Be(2);
        seen["gan.serving.requests images 400"].Should().Be(1);
        seen["gan.serving.request.duration infer 200"].Should().BeInRange(1e-5, 60);
        seen["gan.serving.queue.length"].Should().Be(0);
    }
}
