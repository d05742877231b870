using Gan.Tool.Hub;

namespace Gan.Tool.Tests.Hub;

/// <summary>Facts of a run's record, and of one that lacks them.</summary>
public sealed class RunFactsTests
{
    private static RunFacts Of(string json)
    {
        using var folder = new TemporaryFolder();
        folder.Write("run.json", json);
        return RunFacts.Read(folder.Root)!;
    }

    [Fact]
    public void What_is_not_there_is_nothing()
    {
        var facts = Of("""{ "a": { "b": 3, "c": [] }, "result": null }""");
        facts.Text("a", "b").Should().Be("3");
        facts.Number("a", "b").Should().Be(3);
        facts.Text("a", "c").Should().BeNull();
        facts.Text("a", "b", "d").Should().BeNull();
        facts.Number("x").Should().BeNull();
        facts.Metrics.Should().BeEmpty();
    }

    [Fact]
    public void A_metric_has_its_interval_and_what_it_depends_on()
    {
        const string json = """
            { "result": { "metrics": { "fid": 2.5, "kid": 1, "bad": "NaN" },
              "provenance": { "fid": { "features": "x", "interval": 0.5 } } } }
            """;
        var metrics = Of(json).Metrics;
        metrics.Select(metric => metric.Name).Should().Equal("fid", "kid");
        metrics[0].Interval.Should().Be(0.5);
        metrics[0].Provenance.Should().Equal(new Dictionary<string, string> { ["features"] = "x" });
        metrics[1].Interval.Should().BeNull();
    }

    [Fact]
    public void A_folder_without_a_record_has_none()
    {
        using var folder = new TemporaryFolder();
        RunFacts.Read(folder.Root).Should().BeNull();
    }
}
