namespace Gan.Monitoring.Tests.Health;

public sealed class HealthOptionsTests
{
    [Fact]
    public void The_defaults_are_in_range() => new HealthOptions().Problems().Should().BeEmpty();

    [Fact]
    public void Each_problem_names_bound_and_value() =>
        new HealthOptions
        {
            CheckEvery = 0,
            Samples = 15,
            CollapsedBelow = 1,
            ExplodingAbove = 1,
            SwingAbove = double.NaN,
        }
            .Problems()
            .Should()
            .Equal(
                "CheckEvery must be at least 1, but was 0.",
                "Samples must be at least 16, but was 15.",
                "CollapsedBelow must be in (0, 1), but was 1.",
                "ExplodingAbove must be above 1, but was 1.",
                "SwingAbove must be above 0, but was NaN."
            );

    [Fact]
    public void A_monitor_refuses_options_out_of_range() =>
        FluentActions
            .Invoking(() => new HealthMonitor(new() { Persistence = 0 }))
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage("Persistence must be at least 1, but was 0.*");
}
