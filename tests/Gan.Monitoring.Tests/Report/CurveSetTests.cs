using Gan.Data;

namespace Gan.Monitoring.Tests.Report;

public sealed class CurveSetTests : ReportTest
{
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
}
