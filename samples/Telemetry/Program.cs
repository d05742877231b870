// A training's numbers through System.Diagnostics.Metrics. Here a MeterListener of .NET itself sums them up; with
// OpenTelemetry's packages two lines take its place, and any exporter shows them:
// Sdk.CreateMeterProviderBuilder().AddMeter(TrainingInstruments.MeterName).AddOtlpExporter().Build().
using System.Diagnostics.Metrics;
using System.Globalization;
using Gan;
using Gan.Data;
using Gan.Monitoring;

var steps = Arguments.Steps(args, 2000);
using var signals = new StopSignals(); // Ctrl-C, SIGTERM and SIGHUP end the training, not the program
var sums = new SortedDictionary<string, (double Sum, long Count, string Unit)>(StringComparer.Ordinal);

using var listener = new MeterListener
{
    InstrumentPublished = (instrument, listener) =>
    {
        if (instrument.Meter.Name == TrainingInstruments.MeterName)
        {
            listener.EnableMeasurementEvents(instrument);
        }
    },
};
listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Count(instrument, value, tags));
listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Count(instrument, value, tags));
listener.Start();

using var data = GaussianMixture.Ring(modes: 8, sigma: 0.05);
using var instruments = new TrainingInstruments([new("run", "telemetry sample")]);
using var gan = new GanBuilder()
    .WithData(data)
    .WithMlp(MlpOptions.Small)
    .WithTraining(new TrainingOptions { Steps = steps })
    .AddCallback(instruments)
    .Train(cancellation: signals.Token);

foreach (var (name, (sum, count, unit)) in sums)
{
    Console.WriteLine(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: {(unit.StartsWith('{') ? $"{sum} in all" : $"{sum / count:g4} in the mean of {count}")} {unit}"
        )
    );
}

void Count(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
{
    var name = tags.Length == 0 ? instrument.Name : $"{instrument.Name} [{tags[0].Value}]";
    var (sum, count, _) = sums.GetValueOrDefault(name);
    sums[name] = (sum + value, count + 1, instrument.Unit ?? "");
}
