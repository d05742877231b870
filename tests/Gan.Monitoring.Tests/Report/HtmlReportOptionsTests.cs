namespace Gan.Monitoring.Tests.Report;

public sealed class HtmlReportOptionsTests
{
    [Fact]
    public void The_defaults_are_in_range() => new HtmlReportOptions().Problems().Should().BeEmpty();

    [Fact]
    public void Each_problem_names_bound_and_value() =>
        new HtmlReportOptions
        {
            Samples = 0,
            PictureBytes = 5,
            Neighbours = 65,
            SearchSize = 1,
            Refresh = TimeSpan.Zero,
        }
            .Problems()
            .Should()
            .Equal(
                "Samples must be at least 1, but was 0.",
                "PictureBytes must be at least 100000, but was 5.",
                "Neighbours must be in [0, 64], but was 65.",
                "SearchSize must be at least 2, but was 1.",
                "Refresh must be at least 00:00:01, but was 00:00:00."
            );
}
