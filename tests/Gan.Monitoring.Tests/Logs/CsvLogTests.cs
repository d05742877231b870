namespace Gan.Monitoring.Tests.Logs;

public sealed class CsvLogTests : IDisposable
{
    private const string Header =
        "step,seconds,discriminator loss,generator loss,real score,fake score,wasserstein estimate,samples "
        + "per second,step seconds,data wait seconds,discriminator learning rate,generator learning rate";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string[] Lines(string name = "log.csv") => File.ReadAllLines(folder[name]);

    [Fact]
    public void Every_row_has_every_column_and_what_was_not_measured_is_empty()
    {
        using var data = Small.Images();
        var seen = new List<StepReport>();
        using (
            var trainer = Small
                .Gan(data, steps: 3)
                .AddMetric(new Named("a"), every: 2)
                .AddMetric(new Named("b"), every: 3)
                .AddCallback(new CsvLog(folder["log.csv"]))
                .Build()
        )
        {
            seen.AddRange(trainer.Steps());
        }
        var lines = Lines();
        lines[0].Should().Be(Header + ",a,b");
        var rows = lines.Skip(1).Select(l => l.Split(',')).ToList();
        rows.Should().HaveCount(3).And.OnlyContain(r => r.Length == 14);
        rows.Select(r => r[0]).Should().Equal("1", "2", "3");
        rows.Select(r => double.Parse(r[2], System.Globalization.CultureInfo.InvariantCulture))
            .Should()
            .Equal(seen.Select(r => r.DiscriminatorLoss), "all digits are there");
        rows.Select(r => r[6]).Should().OnlyContain(c => c == "", "this loss estimates no distance");
        rows.Select(r => (r[12], r[13])).Should().Equal(("", ""), ("2", ""), ("3", "3"));
    }

    [Fact]
    public void A_metric_measured_between_two_due_steps_has_a_row()
    {
        using var data = Small.Images();
        Small
            .Gan(data, steps: 9)
            .AddMetric(new Named("a"), every: 3)
            .AddCallback(new CsvLog(folder["log.csv"]), every: 4)
            .AddCallback(new JsonLinesLog(folder["log.jsonl"]), every: 4)
            .Train()
            .Dispose();
        Lines()
            .Skip(1)
            .Select(l => l.Split(','))
            .Select(r => (r[0], r[^1]))
            .Should()
            .Equal(("3", "3"), ("4", ""), ("6", "6"), ("8", ""), ("9", "9"));
        Lines("log.jsonl").Should().HaveCount(5);
    }

    [Fact]
    public void Names_are_quoted_by_RFC_4180()
    {
        using var data = Small.Images();
        using var trainer = Small
            .Gan(data, steps: 1)
            .AddMetric(new Named("a,b"), 1)
            .AddMetric(new Named("say \"c\""), 1)
            .AddMetric(new Named("two\nlines"), 1)
            .AddMetric(new Named("plain"), 1)
            .Build();
        var log = new CsvLog(folder["log.csv"]);
        log.OnStart(trainer.Context);
        log.OnStep(
            trainer.Context,
            Reports.Of(1, ("loss/generator", double.NaN), ("score/fake", double.PositiveInfinity))
        );
        log.OnEnd(trainer.Context);
        Lines()[0].Should().Be(Header + ",\"a,b\",\"say \"\"c\"\"\",two lines,plain");
        Lines()[1].Should().StartWith("1,1,0.5,NaN,1,Infinity,,1000,0.5,0.125,").And.EndWith(",,,,");
    }

    [PythonFact]
    public void Pythons_reader_gets_the_same_cells()
    {
        using var data = Small.Images();
        Small
            .Gan(data, steps: 2)
            .AddMetric(new Named("a,\"b\""), 1)
            .AddCallback(new CsvLog(folder["log.csv"]))
            .Train()
            .Dispose();
        Python
            .Lines(
                "-c",
                "import csv,sys\n"
                    + "for r in csv.DictReader(open(sys.argv[1], newline='')): print(r['step'], r['a,\"b\"'], len(r))",
                folder["log.csv"]
            )
            .Should()
            .Equal("1 1 13", "2 2 13");
    }

    [Fact]
    public void A_resumed_training_goes_on_behind_its_checkpoint_with_each_step_once()
    {
        using var data = Small.Images();
        GanBuilder Builder() =>
            Small
                .Gan(data, steps: 8)
                .WithCheckpoints(new(folder["checkpoints"]) { Every = 3, Resume = true })
                .AddCallback(new CsvLog(folder["log.csv"]));
        using (var first = Builder().Build())
        {
            first.Steps().First(r => r.Step == 5);
        }
        File.AppendAllText(folder["log.csv"], "6,0.0"); // what a crash leaves
        Builder().Train().Dispose();
        Lines().Select(l => l.Split(',')[0]).Should().Equal("step", "1", "2", "3", "4", "5", "6", "7", "8");
    }

    [Fact]
    public void Other_columns_after_a_resume_put_the_table_before_aside()
    {
        using var data = Small.Images();
        GanBuilder Builder() =>
            Small
                .Gan(data, steps: 4)
                .WithCheckpoints(new(folder["checkpoints"]) { Every = 2, Resume = true })
                .AddCallback(new CsvLog(folder["log.csv"]));
        using (var first = Builder().Build())
        {
            first.Steps().First(r => r.Step == 3);
        }
        Builder().AddMetric(new Named("new"), 1).Train().Dispose();
        Lines().Select(l => l.Split(',')[0]).Should().Equal("step", "3", "4");
        Lines("log.csv.aside").Select(l => l.Split(',')[0]).Should().Equal("step", "1", "2", "3");
    }
}
