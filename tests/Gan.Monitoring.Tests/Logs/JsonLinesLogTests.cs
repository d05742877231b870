using System.Globalization;
using System.Text.Json;

namespace Gan.Monitoring.Tests.Logs;

public sealed class JsonLinesLogTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private List<JsonElement> Lines(string name = "log.jsonl") =>
        [.. File.ReadAllLines(folder[name]).Select(l => JsonDocument.Parse(l).RootElement)];

    private static IEnumerable<long> Steps(IEnumerable<JsonElement> lines) =>
        lines.Select(l => l.GetProperty("step").GetInt64());

    [Fact]
    public void Each_due_step_is_an_object_with_its_numbers_and_metrics_with_provenance()
    {
        using var data = Small.Images();
        var seen = new List<StepReport>();
        using (
            var trainer = Small
                .Gan(data, steps: 5)
                .WithWgangp()
                .AddMetric(new Named("distance"), every: 4)
                .AddCallback(new JsonLinesLog(folder["log.jsonl"]), every: 2)
                .Build()
        )
        {
            seen.AddRange(trainer.Steps());
        }
        var lines = Lines();
        Steps(lines).Should().Equal(2, 4, 5);
        var line = lines[1];
        var report = seen[3];
        line.GetProperty("discriminatorLoss").GetDouble().Should().Be(report.DiscriminatorLoss);
        line.GetProperty("generatorLoss").GetDouble().Should().Be(report.GeneratorLoss);
        line.GetProperty("realScore").GetDouble().Should().Be(report.RealScore);
        line.GetProperty("wassersteinEstimate").GetDouble().Should().Be(report.WassersteinEstimate);
        line.GetProperty("seconds").GetDouble().Should().BeApproximately(report.Elapsed.TotalSeconds, 0.001);
        line.GetProperty("stepSeconds")
            .GetDouble()
            .Should()
            .BeGreaterThan(line.GetProperty("dataWaitSeconds").GetDouble());
        line.GetProperty("generatorLearningRate").GetDouble().Should().BePositive();
        line.GetProperty("metrics").GetProperty("distance").GetDouble().Should().Be(4);
        line.GetProperty("provenance").GetProperty("distance").GetProperty("samples").GetString().Should().Be("100");
        line.GetProperty("provenance").GetProperty("distance").GetProperty("interval").GetDouble().Should().Be(0.5);
        lines[0].TryGetProperty("metrics", out _).Should().BeFalse("none was due");
    }

    [Fact]
    public void The_classic_game_has_the_keys_that_it_always_had()
    {
        using var data = Small.Images();
        Small
            .Gan(data, steps: 1)
            .WithWgangp()
            .AddCallback(new JsonLinesLog(folder["log.jsonl"]))
            .AddCallback(new RunRecord(folder["run.json"]))
            .Train()
            .Dispose();
        var line = Lines().Single();
        string.Join(' ', line.EnumerateObject().Select(p => p.Name))
            .Should()
            .Be(
                "step seconds discriminatorLoss generatorLoss realScore fakeScore wassersteinEstimate samplesPerSecond "
                    + "stepSeconds dataWaitSeconds discriminatorLearningRate generatorLearningRate"
            );
        var record = JsonDocument.Parse(File.ReadAllText(folder["run.json"])).RootElement;
        string.Join(' ', record.EnumerateObject().Select(p => p.Name))
            .Should()
            .Be("software hardware data seed settings generator discriminator result");
        string.Join(' ', record.GetProperty("result").EnumerateObject().Select(p => p.Name))
            .Should()
            .Be(
                "finished step discriminatorLoss generatorLoss realScore fakeScore wassersteinEstimate metrics "
                    + "provenance samplesPerSecond seconds"
            );
    }

    [Fact]
    public void Numbers_that_are_not_finite_stay_valid_JSON()
    {
        using var data = Small.Images();
        using var trainer = Small.Gan(data, steps: 1).Build();
        var log = new JsonLinesLog(folder["log.jsonl"]);
        log.OnStart(trainer.Context);
        log.OnStep(
            trainer.Context,
            Reports.Of(
                1,
                ("loss/discriminator", double.NaN),
                ("loss/generator", double.PositiveInfinity),
                ("score/real", double.NegativeInfinity)
            ) with
            {
                SamplesPerSecond = double.NaN,
            }
        );
        log.OnEnd(trainer.Context);
        var line = Lines().Single();
        line.GetProperty("discriminatorLoss").GetString().Should().Be("NaN");
        line.GetProperty("generatorLoss").GetString().Should().Be("Infinity");
        line.GetProperty("realScore").GetString().Should().Be("-Infinity");
    }

    [Fact]
    public void Numbers_are_written_the_same_under_any_culture()
    {
        using var data = Small.Images();
        using var trainer = Small.Gan(data, steps: 1).Build();
        var culture = CultureInfo.CurrentCulture;
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        try
        {
            CultureInfo.CurrentCulture = comma;
            ITrainingCallback[] logs = [new JsonLinesLog(folder["log.jsonl"]), new CsvLog(folder["log.csv"])];
            foreach (var log in logs)
            {
                log.OnStart(trainer.Context);
                log.OnStep(trainer.Context, Reports.Of(1, ("loss/discriminator", -1.5e-7)));
                log.OnEnd(trainer.Context);
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
        Lines().Single().GetProperty("discriminatorLoss").GetDouble().Should().Be(-1.5e-7);
        File.ReadAllLines(folder["log.csv"])[1].Split(',')[2].Should().Be("-1.5E-07");
    }
}
