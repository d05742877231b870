namespace Gan.Monitoring.Tests.Health;

/// <summary>The swing of the gap between scores, of a game whose course is known: Mescheder et al. 2018, section
/// 2.</summary>
public sealed class GapSwingTests
{
    [Fact]
    public void Without_a_penalty_the_gap_of_the_Dirac_game_swings_without_end()
    {
        var readings = HealthRun.Of(Case("oscillation")).Readings;
        readings[^1]
            .Swing.Should()
            .BeGreaterThan(0.5, "the gap goes through zero, so that it is as large as its level");
        readings[0].Swing.Should().Be(0, "nothing is said before there are blocks enough");
    }

    [Fact]
    public void With_R1_it_comes_to_rest() =>
        HealthRun.Of(Case("point that R1 holds")).Readings[^1].Swing.Should().BeLessThan(0.5);

    private static HealthCase Case(string name) =>
        HealthCases
            .Healthy.Concat(HealthCases.Failing)
            .Single(one => one.Name.StartsWith(name, StringComparison.Ordinal));
}
