using System.Globalization;
using System.Text;

namespace Gan.Monitoring.Tests.Health;

public sealed class HealthMonitorTests
{
    public static TheoryData<string> Failing => [.. HealthCases.Failing.Select(one => one.Name)];

    public static TheoryData<string> Healthy => [.. HealthCases.Healthy.Select(one => one.Name)];

    [Theory, MemberData(nameof(Failing))]
    public void A_run_made_to_fail_is_found_and_said_once_with_advice(string name)
    {
        var one = HealthCases.Failing.Single(c => c.Name == name);
        var run = HealthRun.Of(one);
        run.Findings.Should().ContainSingle(finding => finding.Kind == one.Expected, run.Table());
        var found = run.Findings.Single(finding => finding.Kind == one.Expected);
        found.Since.Should().BeInRange(1, found.Step);
        found.Sentence.Should().EndWith(".").And.MatchRegex(@"[Ss]tep \d");
        found.Advice.Should().NotBeEmpty();
    }

    [Theory, MemberData(nameof(Healthy))]
    public void A_healthy_run_is_left_in_peace(string name)
    {
        var run = HealthRun.Of(HealthCases.Healthy.Single(c => c.Name == name));
        run.Findings.Should().BeEmpty(run.Table());
        run.Readings.Should().NotBeEmpty();
    }

    /// <summary>Takes minutes: GAN_HEALTH_SEEDS=5 GAN_HEALTH_TABLE=/tmp/health.md runs every case at its whole length
    /// and writes what was found.</summary>
    [Fact]
    public void Over_many_seeds_the_hits_and_false_alarms_are_counted_where_asked_for()
    {
        var seeds = int.Parse(
            Environment.GetEnvironmentVariable("GAN_HEALTH_SEEDS") ?? "0",
            CultureInfo.InvariantCulture
        );
        var only = Environment.GetEnvironmentVariable("GAN_HEALTH_ONLY") ?? "";
        var table = new StringBuilder("| run | expected | found in | other findings |\n|---|---|---|---|\n");
        foreach (
            var one in HealthCases.Failing.Concat(HealthCases.Healthy).Where(c => seeds > 0 && c.Name.Contains(only))
        )
        {
            var runs = Enumerable.Range(0, seeds).Select(seed => HealthRun.Of(one, (ulong)seed, whole: true)).ToList();
            var hits = runs.Count(run =>
                one.Expected is null ? run.Findings.Count == 0 : run.Findings.Any(f => f.Kind == one.Expected)
            );
            var others = runs.SelectMany(run => run.Findings.Where(f => f.Kind != one.Expected))
                .GroupBy(f => f.Kind)
                .Select(g => $"{g.Key} {g.Count()}");
            table.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {one.Name} | {one.Expected?.ToString() ?? "silence"} | "
                    + $"{hits} of {seeds} | {string.Join(", ", others)} |"
            );
            if (Environment.GetEnvironmentVariable("GAN_HEALTH_TABLE") is not { } path)
            {
                continue;
            }
            File.WriteAllText(path, table.ToString());
            File.WriteAllText(
                $"{path}.{one.Name.Replace('/', ' ')}.txt",
                string.Join("\n\n", runs.Select(run => $"{run.Table()}\n{string.Join('\n', run.Findings)}"))
            );
        }
    }
}
