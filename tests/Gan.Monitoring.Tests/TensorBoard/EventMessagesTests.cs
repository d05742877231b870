using System.Text.Json;

namespace Gan.Monitoring.Tests.TensorBoard;

public sealed class EventMessagesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Keeps what the logger should have written.</summary>
    private sealed class Seen : ITrainingCallback
    {
        public List<StepReport> Reports { get; } = [];

        public Dictionary<string, float[]> Weights { get; } = [];

        public double GeneratorRate { get; private set; }

        public void OnStep(TrainingContext context, StepReport report)
        {
            GeneratorRate = ((AdamOptions)context.Settings.GeneratorOptimizer).LearningRate; // constant by default
            Reports.Add(report);
            foreach (var (name, parameter) in context.Generator.named_parameters())
            {
                Weights[name] = parameter.detach().data<float>().ToArray();
            }
        }
    }

    private sealed class Metric : IGanMetric
    {
        public string Name => "distance";

        public double? Interval => 0.25;

        public double Measure(TrainingContext context) => context.Step == 4 ? double.NaN : context.Step;
    }

    [PythonFact]
    public void A_foreign_reader_finds_every_scalar_under_its_step()
    {
        using var data = Small.Images();
        var seen = new Seen();
        Small
            .Gan(data, steps: 6)
            .WithWgangp()
            .AddMetric(new Metric(), every: 2)
            .AddCallback(seen)
            .AddCallback(new TensorBoardLogger(folder.Path), every: 2)
            .Train()
            .Dispose();
        var events = Events.Read(folder.Path);
        events[0].GetProperty("version").GetString().Should().Be("brain.Event:2");
        (events[1].GetProperty("session").GetInt32(), events[1].GetProperty("step").GetInt64()).Should().Be((1, 1));
        seen.Reports.RemoveAll(r => r.Step % 2 != 0);
        Compare("loss/discriminator", r => r.DiscriminatorLoss);
        Compare("loss/generator", r => r.GeneratorLoss);
        Compare("score/real", r => r.RealScore);
        Compare("score/fake", r => r.FakeScore);
        Compare("wasserstein estimate", r => r.WassersteinEstimate!.Value);
        Compare("metric/distance", r => r.Metrics["distance"]);
        Compare("metric/distance ±", _ => 0.25);
        Compare("speed/samples per second", r => r.SamplesPerSecond);
        Compare("learning rate/generator", _ => seen.GeneratorRate);
        events.Values("gradient norm/generator").Should().HaveCount(3).And.OnlyContain(v => v.Value.Scalar() > 0);

        void Compare(string tag, Func<StepReport, double> value) =>
            events
                .Values(tag)
                .Select(v => (v.Step, v.Value.Scalar()))
                .Should()
                .Equal(seen.Reports.Select(r => (r.Step, (float)value(r))), (a, b) => a.Equals(b));
    }

    [PythonFact]
    public void Pictures_are_PNG_of_the_said_size_and_histograms_count_the_weights()
    {
        using var data = Small.Images();
        var seen = new Seen();
        var logger = new TensorBoardLogger(
            folder.Path,
            new()
            {
                Samples = 9,
                Pictures = 2,
                Histograms = 1,
                Bins = 7,
            }
        );
        Small.Gan(data, steps: 4).AddCallback(seen).AddCallback(logger).Train().Dispose();
        var events = Events.Read(folder.Path);

        var pictures = events.Values("samples").ToList();
        pictures.Select(p => p.Step).Should().Equal(2, 4);
        pictures[0].Value.GetProperty("image").EnumerateArray().Select(n => n.GetInt32()).Should().Equal(44, 32, 1);
        var png = Png.Read(Convert.FromHexString(pictures[0].Value.GetProperty("png").GetString()!));
        (png.Width, png.Height).Should().Be((44, 32));

        foreach (var (name, values) in seen.Weights)
        {
            var (step, value) = events.Values($"weights/generator/{name}").Single();
            var h = value.GetProperty("histogram");
            step.Should().Be(4);
            h.GetProperty("num").GetDouble().Should().Be(values.Length);
            h.GetProperty("min").GetDouble().Should().Be(values.Min());
            h.GetProperty("sum").GetDouble().Should().BeApproximately(values.Sum(v => (double)v), 1e-9);
            h.GetProperty("squares").GetDouble().Should().BeApproximately(values.Sum(v => (double)v * v), 1e-9);
            var limits = Numbers(h, "limits");
            var counts = Numbers(h, "counts");
            limits.Should().HaveCount(7).And.BeInAscendingOrder();
            counts.Sum().Should().Be(values.Length);
            counts[0]
                .Should()
                .BeInRange(
                    values.Count(v => v < limits[0] - 1e-6),
                    values.Count(v => v <= limits[0] + 1e-6),
                    "a value at an edge may be on either side"
                );
        }
        events
            .Tags()
            .Should()
            .Contain(t => t.StartsWith("gradients/discriminator/"))
            .And.Contain(t => t.StartsWith("gradients/generator/"));

        static double[] Numbers(JsonElement h, string name) =>
            [.. h.GetProperty(name).EnumerateArray().Select(n => n.GetDouble())];
    }

    [PythonFact]
    public void Settings_are_a_text_and_hyper_parameters_and_the_end_says_success()
    {
        using var data = Small.Images();
        Small
            .Gan(data, steps: 3)
            .WithWgangp()
            .AddCallback(new TensorBoardLogger(folder.Path, new() { Samples = 0, Histograms = 0 }))
            .Train()
            .Dispose();
        var events = Events.Read(folder.Path);
        var text = events.Values("settings").Single().Value.GetProperty("text");
        (
            text.GetProperty("type").GetInt32(),
            text.GetProperty("size").GetInt32(),
            text.GetProperty("plugin").GetString()
        )
            .Should()
            .Be((7, 1, "text"));
        text.GetProperty("text")
            .GetString()
            .Should()
            .StartWith("| setting | value |\n|---|---|\n")
            .And.Contain("| batchSize | 8 |\n")
            .And.Contain("GradientPenalty");
        var start = events.Values("_hparams_/session_start_info").Single().Value;
        start.GetProperty("plugin").GetString().Should().Be("hparams");
        start.GetProperty("hparams").GetProperty("seed").GetDouble().Should().Be(7);
        start.GetProperty("hparams").GetProperty("device").GetString().Should().Be("cpu");
        events.Values("_hparams_/session_end_info").Single().Value.GetProperty("status").GetInt32().Should().Be(1);
    }

    [PythonFact]
    public void The_end_of_a_training_that_broke_off_says_failure_and_of_a_cancelled_one_neither()
    {
        using var data = Small.Images();
        FluentActions
            .Invoking(() =>
                Small
                    .Gan(data, steps: 3)
                    .AddCallback(new TensorBoardLogger(folder["failed"]))
                    .AddCallback(new Broken())
                    .WithObserverPolicy(ObserverPolicy.Throw)
                    .Train()
            )
            .Should()
            .Throw<IOException>();
        Events
            .Read(folder["failed"])
            .Values("_hparams_/session_end_info")
            .Single()
            .Value.GetProperty("status")
            .GetInt32()
            .Should()
            .Be(2);
        using (var trainer = Small.Gan(data, steps: 3).AddCallback(new TensorBoardLogger(folder["cancelled"])).Build())
        {
            trainer.Steps().First();
        }
        Events
            .Read(folder["cancelled"])
            .Values("_hparams_/session_end_info")
            .Single()
            .Value.GetProperty("status")
            .GetInt32()
            .Should()
            .Be(0);
    }

    private sealed class Broken : ITrainingCallback
    {
        public void OnStep(TrainingContext context, StepReport report) => throw new IOException("disk full");
    }
}
