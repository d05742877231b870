using Gan.Data;

namespace Gan.Monitoring.Tests.Report;

public sealed class ReportPicturesTests : ReportTest
{
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
}
