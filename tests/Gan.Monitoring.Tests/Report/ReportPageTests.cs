using System.Text.RegularExpressions;
using Gan.Data;
using Gan.Losses;
using static TorchSharp.torch;

namespace Gan.Monitoring.Tests.Report;

/// <summary>What the page says, and that it runs and loads nothing but its own.</summary>
public sealed partial class ReportPageTests : ReportTest
{
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
            builder: gan => gan.WithLoss(new NoNumber()).WithNumberGuard(new(NumberPolicy.Skip) { MaxSkips = 1000 })
        );
        page.Should()
            .Contain("<li class=\"NonFinite\">")
            .And.Contain("<code>.WithNumberGuard(new NumberGuard(NumberPolicy.RollBack))</code>");
        Data(page)["findings"]!.AsArray().Should().ContainSingle();
    }

    [GeneratedRegex("<script[ >]")]
    private static partial Regex ScriptTags();

    [GeneratedRegex("(?:src|href)=\"([^\"]*)\"")]
    private static partial Regex Sources();

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
