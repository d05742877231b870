using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gan.Data;
using Gan.Losses;
using Gan.Monitoring.Tests.Health;
using static TorchSharp.torch;

namespace Gan.Monitoring.Tests.Report;

public sealed partial class HtmlReportTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

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
    public void The_curves_are_the_reports()
    {
        var reports = new List<StepReport>();
        var page = Train(Small.Images(), hook: new Hook((_, report) => reports.Add(report)));
        var series = Data(page)["charts"]![0]!["series"]!.AsArray();
        series.Select(s => (string?)s!["name"]).Should().Equal("Discriminator", "Generator");
        series[0]!["x"]!.AsArray().Select(x => (long)x!).Should().Equal(reports.Select(r => r.Step));
        foreach (var (y, report) in series[1]!["y"]!.AsArray().Zip(reports))
        {
            ((double)y!).Should().BeApproximately(report.GeneratorLoss, 1e-4 * Math.Abs(report.GeneratorLoss));
        }
    }

    [Fact]
    public void A_long_curve_is_thinned_and_keeps_its_mean()
    {
        using var data = GaussianMixture.Ring(count: 100);
        var losses = new List<double>();
        var page = Train(
            data,
            new() { CurvePoints = 50 },
            new Hook((_, report) => losses.Add(report.DiscriminatorLoss)),
            steps: 400
        );
        var curve = Data(page)["charts"]![0]!["series"]![0]!;
        var values = curve["y"]!.AsArray().Select(y => (double)y!).ToList();
        values.Count.Should().BeInRange(25, 50);
        values
            .Average()
            .Should()
            .BeApproximately(
                losses.Average(),
                1e-4 * losses.Average(),
                "400 steps make a whole number of points of 8 or 16 steps"
            );
        curve["x"]!.AsArray().Select(x => (long)x!).Last().Should().Be(400);
    }

    [Fact]
    public void The_timeline_shows_the_same_latents_from_before_the_first_step_to_the_last()
    {
        var page = Train(Small.Images(), new() { Moments = 4, Samples = 9 });
        Data(page)["frames"]!.AsArray().Select(f => (long)f!["step"]!).Should().Equal(0, 5, 10, 15, 20);
        foreach (var frame in Data(page)["frames"]!.AsArray())
        {
            ((string?)frame!["src"]).Should().StartWith("data:image/png;base64,iVBORw0KGgo");
        }
    }

    [Fact]
    public void Too_large_pictures_thin_the_timeline()
    {
        var page = Train(
            Small.Images(),
            new()
            {
                Moments = 20,
                Samples = 400,
                PictureBytes = 250_000,
            }
        );
        var frames = Data(page)["frames"]!.AsArray();
        frames.Count.Should().BeInRange(2, 9);
        frames.Sum(f => 0.75 * ((string)f!["src"]!).Length).Should().BeLessThan(250_000 * 1.6);
        ((long)frames[0]!["step"]!, (long)frames[^1]!["step"]!).Should().Be((0, 20));
    }

    [Fact]
    public void Copies_of_training_samples_are_named_as_such_and_others_are_not()
    {
        var copies = HealthCases.Failing.Single(c => c.Expected == HealthKind.Memorisation) with { Steps = 5 };
        using var few = copies.Data();
        HealthCases
            .Builder(copies, few, 0, whole: false)
            .AddCallback(new HtmlReport(folder["copies.html"]))
            .Train()
            .Dispose();
        File.ReadAllText(folder["copies.html"])
            .Should()
            .Contain(": these are copies.")
            .And.NotContain("these are no copies");
        Train(Small.Images()).Should().Contain(": these are no copies.");
    }

    [Fact]
    public void The_page_says_when_health_was_looked_at_and_how_often_it_takes()
    {
        using var data = Small.Images();
        Train(data, steps: 60)
            .Should()
            .Contain(
                "Scores and gradients were last looked at in step 60, samples not yet. "
                    + "What is seen at 3 looks in a row is told here."
            )
            .And.Contain("<td>NonSaturatingLoss</td>", "a record without properties is its name");
        Train(data, steps: 110).Should().Contain("last looked at in step 110, samples in step 100.");
    }

    [Fact]
    public void Features_decide_what_is_near()
    {
        using var data = Small.Images();
        var widths = new List<long>();
        Train(
            data,
            new()
            {
                Features = samples =>
                {
                    widths.Add(samples.shape[1]);
                    return samples.mean([2, 3]);
                },
            }
        );
        widths.Should().NotBeEmpty().And.OnlyContain(width => width == 1);
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
    public void Metrics_are_shown_with_their_interval_and_what_they_depend_on()
    {
        using var data = Small.Images();
        var page = Train(data, builder: gan => gan.AddMetric(new Gan.Monitoring.Tests.Named("distance"), every: 8));
        System
            .Net.WebUtility.HtmlDecode(page)
            .Should()
            .Contain("<dt>distance</dt><dd>20 <small>± 0.5</small></dd>")
            .And.Contain("<tr><th scope=\"row\">distance</th><td><span>samples <b>100</b></span></td></tr>");
        var chart = Data(page)["charts"]!.AsArray().Single(c => (string?)c!["title"] == "distance")!;
        chart["series"]![0]!["x"]!.AsArray().Select(x => (long)x!).Should().Equal(8, 16, 20);
    }

    [Fact]
    public void Points_are_plotted_and_columns_get_statistics()
    {
        using var ring = GaussianMixture.Ring(count: 500);
        var page = Train(ring);
        page.Should()
            .Contain(">Columns</h2>")
            .And.Contain("Of 500 real and 1,000 generated samples")
            .And.NotContain(">Between latents</h2>")
            .And.Contain("alt=\"Samples at step 20\"");
        Data(page)["frames"]!.AsArray().Should().NotBeEmpty();
    }

    [Fact]
    public void A_table_has_statistics_of_its_own_and_no_pictures()
    {
        using var table = ArrayDataset.Table(
            [.. Enumerable.Range(0, 300).Select(n => n % 3 == 0 ? 4f : n % 7)],
            3,
            name: "table"
        );
        var page = Train(table);
        page.Should()
            .NotContain("<img")
            .And.Contain("<tr><th scope=\"row\">1</th><td>4</td>", "the first column is 4 throughout");
        Data(page)["frames"]!.AsArray().Should().BeEmpty();
    }

    [Fact]
    public void A_running_report_reloads_itself_and_says_how_far_it_is()
    {
        var seen = "";
        Train(
            Small.Images(),
            hook: new Hook((context, _) => seen = context.Step == 5 ? File.ReadAllText(folder["report.html"]) : seen)
        );
        ((bool)Data(seen)["running"]!).Should().BeTrue();
        seen.Should().Contain("http-equiv=\"refresh\"").And.Contain(">Training</span>");
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
                    )
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
    public void Hostile_names_stay_text()
    {
        const string Hostile =
            "</script><script>document.title='owned'</script><img src=x onerror=alert(1)>{{data}}\"'";
        var pixels = new byte[40 * 64];
        using var data = ImageDataset.FromBytes(pixels, 1, 8, 8, name: Hostile);
        var page = Train(data, builder: gan => gan.WithLoss(new Named(Hostile)).AddMetric(new Metric(Hostile), 5));
        page.Should()
            .NotContain("<script>document.title")
            .And.NotContain("<img src=x")
            .And.Contain("&lt;img src=x onerror=alert(1)&gt;{{data}}");
        ScriptTags().Count(page).Should().Be(2, "only the data and the page's own script");
        Titles(page).Should().Contain(Hostile);
    }

    [Fact]
    public void Nothing_is_loaded_from_anywhere()
    {
        var page = Train(Small.Images());
        page.Should().NotContain("http://www.w3.org/1999").And.NotContain("https://").And.Contain("default-src 'none'");
        Sources()
            .Matches(page)
            .Select(m => m.Groups[1].Value)
            .Should()
            .OnlyContain(source => source.StartsWith("data:"));
    }

    [Fact]
    public void Findings_are_on_the_page_with_their_advice()
    {
        using var data = GaussianMixture.Ring(count: 100);
        var page = Train(
            data,
            new() { Health = null },
            builder: gan => gan.WithLoss(new NoNumber()).WithNumberGuard(new(NumberPolicy.Skip) { MostSkips = 1000 })
        );
        page.Should()
            .Contain("<li class=\"NonFinite\">")
            .And.Contain("<code>.WithNumberGuard(new NumberGuard(NumberPolicy.RollBack))</code>");
        Data(page)["findings"]!.AsArray().Should().ContainSingle();
    }

    [Fact]
    public void Options_out_of_range_are_told_with_bound_and_value() =>
        FluentActions
            .Invoking(() => new HtmlReport("report.html", new() { Moments = 0, CurvePoints = 7 }))
            .Should()
            .Throw<GanConfigurationException>()
            .Which.Problems.Should()
            .Equal("Moments must be in [1, 100], but was 0.", "CurvePoints must be in [50, 20000], but was 7.");

    private string Train(
        IDataset data,
        HtmlReportOptions? options = null,
        ITrainingCallback? hook = null,
        Func<GanBuilder, GanBuilder>? builder = null,
        long steps = 20
    )
    {
        var gan = Small.Gan(data, steps).AddCallback(new HtmlReport(folder["report.html"], options));
        if (hook is not null)
        {
            gan = gan.AddCallback(hook);
        }
        (builder?.Invoke(gan) ?? gan).Train().Dispose();
        return File.ReadAllText(folder["report.html"]);
    }

    private static JsonNode Data(string page) => JsonNode.Parse(DataBlock().Match(page).Groups[1].Value)!;

    private static IEnumerable<string?> Titles(string page) =>
        Data(page)["charts"]!.AsArray().Select(c => (string?)c!["title"]);

    public void Dispose() => folder.Dispose();

    [GeneratedRegex("<script type=\"application/json\" id=\"data\">(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex DataBlock();

    [GeneratedRegex("<script[ >]")]
    private static partial Regex ScriptTags();

    [GeneratedRegex("(?:src|href)=\"([^\"]*)\"")]
    private static partial Regex Sources();

    private sealed class Hook(Action<TrainingContext, StepReport> action) : ITrainingCallback
    {
        public void OnStep(TrainingContext context, StepReport report) => action(context, report);
    }

    private sealed class Still : TimeProvider
    {
        public override long GetTimestamp() => 0; // writing costs nothing
    }

    private sealed class Metric(string name) : IGanMetric
    {
        public string Name => name;

        public double Measure(TrainingContext context) => context.Step;
    }

    private sealed record Named(string Words) : IGanLoss
    {
        public Tensor Discriminator(Tensor real, Tensor fake) => new NonSaturatingLoss().Discriminator(real, fake);

        public Tensor Generator(Tensor fake, Func<Tensor> real) => new NonSaturatingLoss().Generator(fake, real);
    }

    private sealed record NoNumber : IGanLoss
    {
        public Tensor Discriminator(Tensor real, Tensor fake) => (real + fake).mean();

        public Tensor Generator(Tensor fake, Func<Tensor> real) => fake.mean() * double.NaN;
    }
}
