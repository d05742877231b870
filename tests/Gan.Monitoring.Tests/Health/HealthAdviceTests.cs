using Gan.Data;
using Gan.Losses;
using Gan.Monitoring.Tests.Games;

namespace Gan.Monitoring.Tests.Health;

/// <summary>What a finding advises, by the settings in force.</summary>
public sealed class HealthAdviceTests
{
    [Fact]
    public void Advice_does_not_name_what_is_set_already()
    {
        Advice(gan => gan).Should().Contain(".WithPacking(2)").And.Contain(".WithWgangp()");
        Advice(gan => gan.WithPacking(4).AddPenalty(new R1Penalty(0.001), every: 50))
            .Should()
            .Contain(".WithPacking(8)")
            .And.NotContain(".WithWgangp()");
    }

    private static string Advice(Func<GanBuilder, GanBuilder> change)
    {
        var one = HealthCases.Failing[0];
        var changed = one with { Settings = (gan, data) => change(one.Settings(gan, data)) };
        return HealthRun.Of(changed).Findings.Single(finding => finding.Kind == HealthKind.Collapse).Advice;
    }

    [Fact]
    public void Another_game_is_told_of_no_call_that_it_may_not_heed()
    {
        var health = new HealthMonitor(new() { CheckEvery = 1, Persistence = 1 });
        using var data = GaussianMixture.Ring(count: 500);
        using var trainer = Small
            .Gan(data, 4)
            .WithGame(_ => new Teller(new NonSaturatingLoss()))
            .AddCallback(health)
            .Build();
        _ = trainer.Steps().Count();
        health.Findings.Should().NotBeEmpty();
        foreach (var finding in health.Findings)
        {
            finding.Advice.Should().Contain("learning rate").And.NotContain(".With").And.NotContain(".Add");
        }
    }
}
