using System.Diagnostics.Metrics;

namespace Gan.Monitoring.Tests.Telemetry;

public sealed class TrainingInstrumentsTests
{
    private readonly List<(string Name, double Value, string? Tag)> measured = [];
    private readonly Dictionary<string, Instrument> published = [];

    private MeterListener Listen(string run)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (
                    instrument.Meter.Name != TrainingInstruments.MeterName
                    || instrument.Meter.Tags?.Any(t => (string?)t.Value == run) != true
                )
                {
                    return; // other tests train too
                }
                published[instrument.Name] = instrument;
                listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((i, value, tags, _) => measured.Add((i.Name, value, Only(tags))));
        listener.SetMeasurementEventCallback<double>((i, value, tags, _) => measured.Add((i.Name, value, Only(tags))));
        listener.Start();
        return listener;
    }

    private static string? Only(ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        tags.Length == 0 ? null : $"{tags[0].Key}={tags[0].Value}";

    private IEnumerable<double> Of(string name, string? tag = null) =>
        measured.Where(m => m.Name == name && m.Tag == tag).Select(m => m.Value);

    [Fact]
    public void A_listener_sees_every_step_with_names_units_and_attributes()
    {
        using var data = Small.Images();
        using var listener = Listen("a");
        using var instruments = new TrainingInstruments([new("run", "a")]);
        using var trainer = Small
            .Gan(data, steps: 4)
            .WithWgangp()
            .AddMetric(new Named("distance"), every: 2)
            .AddCallback(instruments)
            .Build();
        var reports = trainer.Steps().ToList();

        Of("gan.training.steps").Sum().Should().Be(4);
        Of("gan.training.samples").Sum().Should().Be(4 * 5 * 8, "five critic updates of eight samples each");
        Of("gan.training.step.duration").Should().Equal(reports.Select(r => r.Duration.TotalSeconds));
        Of("gan.training.data.wait").Should().Equal(reports.Select(r => r.DataWait.TotalSeconds));
        Of("gan.training.loss", "gan.network=discriminator").Should().Equal(reports.Select(r => r.DiscriminatorLoss));
        Of("gan.training.loss", "gan.network=generator").Should().Equal(reports.Select(r => r.GeneratorLoss));
        Of("gan.training.score", "gan.samples=real").Should().Equal(reports.Select(r => r.RealScore));
        Of("gan.training.score", "gan.samples=fake").Should().Equal(reports.Select(r => r.FakeScore));
        Of("gan.training.learning_rate", "gan.network=generator").Should().HaveCount(4).And.OnlyContain(r => r > 0);
        Of("gan.metric.value", "gan.metric.name=distance").Should().Equal(2, 4);
        published
            .Values.Select(i => (i.Name, i.Unit))
            .Should()
            .BeEquivalentTo(
                new[]
                {
                    ("gan.training.steps", "{step}"),
                    ("gan.training.samples", "{sample}"),
                    ("gan.training.step.duration", "s"),
                    ("gan.training.data.wait", "s"),
                    ("gan.training.loss", "1"),
                    ("gan.training.score", "1"),
                    ("gan.training.learning_rate", "1"),
                    ("gan.metric.value", "1"),
                }
            );
        published
            .Values.Should()
            .OnlyContain(i =>
                i.Description!.EndsWith('.')
                && i.Meter.Version == typeof(GanBuilder).Assembly.GetName().Version!.ToString(3)
            );
    }

    [Fact]
    public void Steps_that_a_cadence_leaves_out_are_counted()
    {
        using var data = Small.Images();
        using var listener = Listen("b");
        using var instruments = new TrainingInstruments([new("run", "b")]);
        Small.Gan(data, steps: 7).AddCallback(instruments, every: 3).Train().Dispose();
        Of("gan.training.steps").Should().Equal(3, 3, 1);
    }

    [Fact]
    public void After_disposal_nothing_is_measured()
    {
        using var data = Small.Images();
        using var listener = Listen("c");
        var instruments = new TrainingInstruments([new("run", "c")]);
        instruments.Dispose();
        Small.Gan(data, steps: 2).AddCallback(instruments).Train().Dispose();
        measured.Should().BeEmpty();
    }
}
