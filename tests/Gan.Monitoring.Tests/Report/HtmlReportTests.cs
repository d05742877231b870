using static TorchSharp.torch;

namespace Gan.Monitoring.Tests.Report;

public sealed class HtmlReportTests : ReportTest
{
    [Fact]
    public void A_finished_report_has_every_part()
    {
        var page = Train(Small.Images());
        foreach (
            var part in (string[])
                [
                    "Samples",
                    "Nearest training samples",
                    "Between latents",
                    "Health",
                    "Curves",
                    "Settings",
                    "Networks and machine",
                ]
        )
        {
            page.Should().Contain($">{part}</h2>");
        }
        page.Should()
            .Contain("<h1>noise</h1>")
            .And.Contain("Finished")
            .And.Contain(__version__)
            .And.Contain("Seed of the training")
            .And.Contain("aria-valuenow=\"100\"");
        Titles(page).Should().StartWith(["Losses", "Mean scores"]).And.Contain("Gradient norms");
        File.Exists(folder["report.html.writing"]).Should().BeFalse();
    }

    [Fact]
    public void While_the_training_runs_the_file_is_written_anew_after_each_pause()
    {
        using var data = Small.Images();
        using var trainer = Small.Gan(data, steps: 9).Build();
        var report = new HtmlReport(
            folder["report.html"],
            new() { Refresh = TimeSpan.FromSeconds(3), Samples = 4 },
            new Still()
        );
        report.OnStart(trainer.Context);
        var points = new List<int>();
        for (var step = 1; step <= 7; step++)
        {
            report.OnStep(trainer.Context, Reports.Of(step)); // a second each
            points.Add(
                Data(File.ReadAllText(folder["report.html"]))["charts"]![0]!["series"]!
                    .AsArray()
                    .Select(s => s!["x"]!.AsArray().Count)
                    .FirstOrDefault()
            );
        }
        report.OnEnd(trainer.Context);
        points.Should().Equal(0, 0, 3, 3, 3, 6, 6);
    }

    [Fact]
    public void A_training_that_fails_leaves_a_report_that_says_why()
    {
        FluentActions
            .Invoking(() =>
                Train(
                    Small.Images(),
                    hook: new Hook(
                        (_, report) =>
                        {
                            if (report.Step == 6)
                            {
                                throw new InvalidOperationException("the <disk> is full");
                            }
                        }
                    ),
                    builder: gan => gan.WithObserverPolicy(ObserverPolicy.Throw)
                )
            )
            .Should()
            .Throw<InvalidOperationException>();
        File.ReadAllText(folder["report.html"])
            .Should()
            .Contain(">Failed</span>")
            .And.Contain("the &lt;disk&gt; is full");
    }

    [Fact]
    public void Options_out_of_range_are_told_with_bound_and_value() =>
        FluentActions
            .Invoking(() => new HtmlReport("report.html", new() { Moments = 0, CurvePoints = 7 }))
            .Should()
            .Throw<GanConfigurationException>()
            .Which.Problems.Should()
            .Equal("Moments must be in [1, 100], but was 0.", "CurvePoints must be in [50, 20000], but was 7.");

    private sealed class Still : TimeProvider
    {
        public override long GetTimestamp() => 0; // writing costs nothing
    }
}
