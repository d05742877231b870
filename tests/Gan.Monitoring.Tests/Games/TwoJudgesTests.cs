using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Gan.Data;
using Gan.Monitoring.Tests.Progress;
using Gan.Monitoring.Tests.TensorBoard;

namespace Gan.Monitoring.Tests.Games;

/// <summary>Every onlooker shows all three players of a game that Gan.Net does not know.</summary>
public sealed class TwoJudgesTests : IDisposable
{
    private static readonly string[] Names = ["generator", "first judge", "second judge"];

    private readonly TemporaryFolder folder = new();
    private readonly List<StepReport> reports = [];

    public void Dispose() => folder.Dispose();

    private void Train(long steps, Func<GanBuilder, GanBuilder> watch, NumberGuard? guard = null, long sound = 99)
    {
        using var data = GaussianMixture.Ring(count: 500);
        var builder = Small.Gan(data, steps).WithGame(setup => new TwoJudges(setup, sound));
        using var trainer = watch(builder.WithNumberGuard(guard ?? new())).Build();
        reports.AddRange(trainer.Steps());
    }

    private string[] Lines(string name) => File.ReadAllLines(folder[name]);

    [Fact]
    public void The_table_has_a_column_for_each_loss_value_and_rate()
    {
        Train(3, gan => gan.AddCallback(new CsvLog(folder["log.csv"])));
        Lines("log.csv")[0]
            .Should()
            .Be(
                "step,seconds,generator loss,first judge loss,second judge loss,first judge real score,second judge "
                    + "real score,agreement,samples per second,step seconds,data wait seconds,generator learning rate,"
                    + "first judge learning rate,second judge learning rate"
            );
        var rows = Lines("log.csv").Skip(1).Select(line => line.Split(',')).ToList();
        rows.Should().HaveCount(3).And.OnlyContain(row => row.Length == 14);
        rows.Select(row => double.Parse(row[4], CultureInfo.InvariantCulture))
            .Should()
            .Equal(reports.Select(r => r.Values["loss/second judge"]));
        rows.Select(row => row[7].Length > 0).Should().Equal(true, false, true);
        rows[0][12..].Should().Equal("0.001", "0.003");
    }

    [Fact]
    public void A_resumed_table_keeps_its_columns_though_the_first_report_lacks_a_value()
    {
        GanBuilder Watch(GanBuilder gan) =>
            gan.WithCheckpoints(new(folder["checkpoints"]) { Every = 3, Resume = true })
                .AddCallback(new CsvLog(folder["log.csv"]));
        Train(3, Watch);
        Train(6, Watch);
        Lines("log.csv").Select(line => line.Split(',')[0]).Should().Equal("step", "1", "2", "3", "4", "5", "6");
        Lines("log.csv").Should().OnlyContain(line => line.Split(',').Length == 14);
        File.Exists(folder["log.csv.aside"]).Should().BeFalse();
    }

    [Fact]
    public void JSON_lines_have_what_was_reported_by_name_and_keep_their_own_keys()
    {
        Train(2, gan => gan.AddCallback(new JsonLinesLog(folder["log.jsonl"])));
        var lines = Lines("log.jsonl").Select(line => JsonNode.Parse(line)!.AsObject()).ToList();
        lines[1]
            .Select(entry => entry.Key)
            .Should()
            .Equal(
                "step",
                "seconds",
                "firstJudgeLoss",
                "secondJudgeLoss",
                "generatorLoss",
                "firstJudgeRealScore",
                "secondJudgeRealScore",
                "samplesPerSecond",
                "stepSeconds",
                "dataWaitSeconds",
                "generatorLearningRate",
                "firstJudgeLearningRate",
                "secondJudgeLearningRate"
            );
        lines[0].Should().ContainKey("agreement");
        ((long)lines[1]["step"]!).Should().Be(2, "the game's own value of this name does not replace it");
        ((double)lines[1]["secondJudgeLoss"]!).Should().Be(reports[1].Values["loss/second judge"]);
        ((double)lines[1]["secondJudgeLearningRate"]!).Should().Be(3e-3);
    }

    [Fact]
    public void The_record_has_every_network_and_the_closing_values()
    {
        Train(2, gan => gan.AddCallback(new RunRecord(folder["run.json"])));
        var record = JsonNode.Parse(File.ReadAllText(folder["run.json"]))!;
        foreach (var key in new[] { "generator", "firstJudge", "secondJudge" })
        {
            ((long)record[key]!["parameters"]!).Should().BePositive();
        }
        ((double)record["secondJudge"]!["optimizer"]!["learningRate"]!).Should().Be(3e-3, "the game gave it itself");
        var result = record["result"]!;
        ((double)result["secondJudgeLoss"]!).Should().Be(reports[1].Values["loss/second judge"]);
        ((double)result["agreement"]!).Should().Be(reports[0].Values["agreement"], "it was last reported in step 1");
        result.AsObject().Should().NotContainKey("wassersteinEstimate", "there are no scores to estimate from");
    }

    [Fact]
    public void The_report_has_curves_tiles_and_a_row_for_each_player()
    {
        var health = new HealthMonitor(new() { CheckEvery = 2, SampleEvery = 4 });
        var options = new HtmlReportOptions { Health = health };
        Train(8, gan => gan.AddCallback(health).AddCallback(new HtmlReport(folder["report.html"], options)));
        var page = File.ReadAllText(folder["report.html"]);
        Curves(page, "Losses").Should().BeEquivalentTo("Generator", "First judge", "Second judge");
        Curves(page, "Gradient norms").Should().Equal("Generator", "First judge", "Second judge");
        Curves(page, "Real score").Should().Equal("First judge", "Second judge");
        Curves(page, "Agreement").Should().Equal("Agreement");
        foreach (var name in new[] { "Generator", "First judge", "Second judge" })
        {
            page.Should().Contain($"<dt>{name} loss</dt>").And.Contain($">{name}</th>");
        }
        WebUtility
            .HtmlDecode(page)
            .Should()
            .Contain("TwoJudges · generator, first judge, second judge · 500 samples of 2");
        page.Should().Contain("id=\"frame\"", "one of the players makes samples");
        health.Latest!.Gradients.Keys.Should().Equal(Names);
        health.Latest.Gradients.Values.Should().OnlyContain(norm => norm > 0);
    }

    private static IEnumerable<string?> Curves(string page, string title)
    {
        var start = page.IndexOf("id=\"data\">", StringComparison.Ordinal) + "id=\"data\">".Length;
        var data = JsonNode.Parse(page[start..page.IndexOf("</script>", start, StringComparison.Ordinal)])!;
        var chart = data["charts"]!.AsArray().Single(c => (string?)c!["title"] == title)!;
        return chart["series"]!.AsArray().Select(series => (string?)series!["name"]);
    }

    [Fact]
    public void The_console_names_them_in_full_where_initials_do_not_tell_them_apart()
    {
        var output = new StringWriter { NewLine = "\n" };
        Train(1, gan => gan.AddCallback(new ConsoleProgress(Consoles.Redirected(output))));
        var text = output.ToString();
        text.Should().MatchRegex(@"\ngenerator [\d,]+ parameters, first judge [\d,]+, second judge [\d,]+\n");
        text.Should().MatchRegex(@"  F \d\.\d{3}  S \d\.\d{3}  G \d\.\d{3}  ");
        var report = new StepReport(
            1,
            1,
            new Dictionary<string, double> { ["loss/generator"] = 1, ["loss/guide"] = 2 },
            10,
            default,
            default,
            new Dictionary<string, double>()
        );
        new ConsoleProgress(Consoles.Redirected(output)).Report(report);
        output.ToString().Should().Contain("  generator 1.000  guide 2.000  ");
    }

    [Fact]
    public void Instruments_tell_the_players_apart()
    {
        var measured = new HashSet<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Tags?.Any(tag => tag.Value is "two judges") == true)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>(
            (instrument, _, tags, _) => measured.Add(tags.Length > 0 ? $"{instrument.Name} {tags[0].Value}" : "")
        );
        listener.Start();
        using var instruments = new TrainingInstruments([new("run", "two judges")]);
        Train(1, gan => gan.AddCallback(instruments));
        measured.Should().Contain(Names.Select(name => $"gan.training.loss {name}"));
        measured.Should().Contain(Names.Select(name => $"gan.training.learning_rate {name}"));
        measured.Should().Contain(["gan.metric.value agreement", "gan.metric.value real score/first judge"]);
    }

    [PythonFact]
    public void TensorBoard_has_a_curve_for_each()
    {
        Train(2, gan => gan.AddCallback(new TensorBoardLogger(folder.Path, new() { Histograms = 1 })));
        var tags = Events.Read(folder.Path).Tags().ToList();
        foreach (var name in Names)
        {
            tags.Should().Contain([$"loss/{name}", $"gradient norm/{name}", $"learning rate/{name}"]);
            tags.Should().Contain(tag => tag.StartsWith($"weights/{name}/"));
        }
        tags.Should().Contain(["real score/second judge", "agreement", "samples"]);
    }

    [Fact]
    public void A_loss_of_the_third_that_is_no_number_is_found_and_named()
    {
        var health = new HealthMonitor();
        var skip = new NumberGuard(NumberPolicy.Skip) { MaxSkips = 1000 };
        Train(6, gan => gan.AddCallback(health), skip, sound: 3);
        health.Findings.Should().ContainSingle();
        health.Findings[0].Kind.Should().Be(HealthKind.NonFinite);
        health.Findings[0].Since.Should().Be(4);
        health.Findings[0].Sentence.Should().EndWith("since step 4 (second judge loss NaN).");
        health.Findings[0].Advice.Should().Contain("(generator 0.0002, first judge 0.001, second judge 0.003)");
    }

    [Fact]
    public void Pictures_and_film_are_drawn_by_the_player_that_makes_samples()
    {
        var grid = new SampleGridCallback(folder.Path, count: 4, moments: 1);
        Train(2, gan => gan.AddCallback(grid).AddCallback(new TrainingAnimation(folder["film.png"], count: 4)));
        grid.Files.Should().ContainSingle();
        File.Exists(folder["film.png"]).Should().BeTrue();
    }
}
