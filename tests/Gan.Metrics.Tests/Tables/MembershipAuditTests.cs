namespace Gan.Metrics.Tests;

public sealed class MembershipAuditTests
{
    /// <summary>The bounds are scipy.stats.beta.ppf(0.025, hits, 41 − hits) and ppf(0.975, alarms + 1, 40 −
    /// alarms).</summary>
    [Theory]
    [InlineData(39, 5, 0.8684141415172343, 0.2680329173617204)]
    [InlineData(31, 1, 0.6154883226965773, 0.13158585848276572)]
    public void The_bound_is_made_of_those_of_SciPy(int hits, int alarms, double lower, double upper)
    {
        double[] members = [.. Enumerable.Repeat(1.0, 40 + hits), .. Enumerable.Repeat(0.0, 40 - hits)];
        double[] others =
        [
            .. Enumerable.Repeat(0.0, 40),
            .. Enumerable.Repeat(1.0, alarms),
            .. new double[40 - alarms],
        ];
        var audit = MembershipAudit.Of(members, others, delta: 1e-3);
        (audit.Hits, audit.FalseAlarms).Should().Be((hits / 40.0, alarms / 40.0));
        audit.LeastEpsilon.Should().BeApproximately(Math.Log((lower - 1e-3) / upper), 1e-9);
    }

    /// <summary>40 of 40 hits are at least 0.9119, no alarm of 40 at most 0.0881: ln((0.9119 − δ) / 0.0881).</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Scores_that_tell_all_prove_what_their_number_can(int direction)
    {
        var members = Enumerable.Range(0, 80).Select(i => direction * (10.0 + (i % 7)));
        var others = Enumerable.Range(0, 80).Select(i => direction * (1.0 + (i % 5)));
        var audit = MembershipAudit.Of([.. members], [.. others], delta: 0.01);
        (audit.Hits, audit.FalseAlarms, audit.Trials).Should().Be((1, 0, 80));
        audit
            .LeastEpsilon.Should()
            .BeApproximately(Math.Log((0.9119026971211976 - 0.01) / (1 - 0.9119026971211976)), 1e-9);
    }

    [Fact]
    public void Scores_that_tell_nothing_prove_nothing()
    {
        double[] same = [.. Enumerable.Range(0, 200).Select(i => i * 37 % 101 / 10.0)];
        MembershipAudit.Of(same, same, delta: 0).LeastEpsilon.Should().Be(0);
    }

    /// <summary>Randomised response tells the truth with probability e^ε / (1 + e^ε): its ε is exactly 1, and no audit
    /// may prove more but in a few of a hundred.</summary>
    [Fact]
    public void What_is_proved_lies_below_the_truth()
    {
        var random = new Random(3);
        var truth = Math.E / (1 + Math.E);
        var above = 0;
        var sum = 0.0;
        for (var i = 0; i < 60; i++)
        {
            double[] members = [.. Enumerable.Range(0, 2000).Select(_ => random.NextDouble() < truth ? 1.0 : 0)];
            double[] others = [.. Enumerable.Range(0, 2000).Select(_ => random.NextDouble() < truth ? 0.0 : 1)];
            var proved = MembershipAudit.Of(members, others, delta: 0).LeastEpsilon;
            above += proved > 1 ? 1 : 0;
            sum += proved / 60;
        }
        above.Should().BeLessThanOrEqualTo(5);
        sum.Should().BeInRange(0.7, 1);
    }

    [Fact]
    public void Too_few_scores_are_refused()
    {
        var few = () => MembershipAudit.Of([1, 2, 3], [1, 2, 3, 4], 0);
        few.Should().Throw<ArgumentException>().WithMessage("*at least 4 scores*there are 3*");
        var none = () => MembershipAudit.Of([1, 2, 3, double.NaN], [1, 2, 3, 4], 0);
        none.Should().Throw<ArgumentException>().WithMessage("*one is NaN*");
    }
}
