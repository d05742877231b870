namespace Gan.Monitoring.Tests.Health;

public sealed class SampleSpreadTests
{
    [Fact]
    public void A_generator_of_one_point_has_no_spread_and_only_duplicates()
    {
        var reading = HealthRun.Of(HealthCases.Failing[0]).Readings[^1];
        reading.Spread.Should().BeApproximately(0, 1e-6);
        reading.Duplicates.Should().Be(1);
    }

    [Fact]
    public void Copies_are_at_distance_zero_of_the_data()
    {
        var reading = HealthRun.Of(HealthCases.Failing.Single(c => c.Expected == HealthKind.Memorisation)).Readings[^1];
        reading.Spread.Should().BeInRange(0.8, 1.2);
        reading.Nearest.Should().BeLessThan(0.1);
    }
}
