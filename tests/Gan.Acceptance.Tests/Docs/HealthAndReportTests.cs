using Gan.Data;
using Gan.Monitoring;

namespace Gan.Acceptance.Tests.Docs;

/// <summary>Runs what docs/monitoring.md shows of health and of the training report.</summary>
public sealed class HealthAndReportTests
{
    [Fact]
    public void The_pages_monitor_and_report_train()
    {
        using var data = GaussianMixture.Ring();
        var folder = Directory.CreateTempSubdirectory("gan-docs").FullName;
        var baseline = Tiny.Ring(data);
        var path = Path.Combine(folder, "report.html");
        var health = new HealthMonitor();
        using var gan = baseline.AddCallback(health).Train();
        foreach (var finding in health.Findings)
        {
            Console.WriteLine($"{finding.Sentence} {finding.Advice}");
        }
        using var reported = baseline.AddCallback(new HtmlReport(path)).Train();
        File.Exists(path).Should().BeTrue();
        Directory.Delete(folder, recursive: true);
    }
}
