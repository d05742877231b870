using Gan.Data;
using Gan.Games;
using Gan.Metrics;

namespace Gan.Acceptance.Tests.Docs;

/// <summary>Runs what docs/privacy.md shows and samples/Privacy does not, with few steps.</summary>
public sealed class PrivacyTests
{
    [Fact]
    public void A_budget_is_counted_before_and_while_a_training_runs()
    {
        var accountant = Accountant.For(epsilon: 3, delta: 1e-5, samplingRate: 0.01, updates: 10_000);
        var spent = accountant.Epsilon(updates: 5_000, delta: 1e-5);
        spent.Should().BeInRange(1.5, 3);

        var csv = Path.GetTempFileName();
        File.WriteAllLines(
            csv,
            Enumerable.Range(0, 400).Select(i => $"{i % 50},{(i % 3 == 0 ? "a" : "b")}").Prepend("n,w")
        );
        var columns = new Dictionary<string, ColumnOptions>
        {
            ["n"] = ColumnOptions.Number(0, 100),
            ["w"] = ColumnOptions.OneOf("a", "b"),
        };
        var table = CsvTable.Load(csv, TableOptions.ForCtgan with { Columns = columns });
        File.Delete(csv);
        var privacy = new DifferentialPrivacy(Epsilon: 3, Delta: 1e-5) { NoiseMultiplier = 1.2, ClipNorm = 0.5 };
        using var trainer = new TableBuilder().WithTable(table).WithDifferentialPrivacy(privacy).With(Short).Build();
        trainer.Steps().Last().Values["privacy/epsilon"].Should().BeInRange(0.1, 3);
    }

    [Fact]
    public void An_attack_that_tells_all_proves_an_epsilon()
    {
        double[] with = [.. Enumerable.Range(0, 100).Select(i => 2.0 + (i % 7))];
        double[] without = [.. Enumerable.Range(0, 100).Select(i => 1.0 - (i % 7))];
        var audit = MembershipAudit.Of(with, without, delta: 1e-5);
        Console.WriteLine($"ε is at least {audit.LeastEpsilon:0.00}");
        audit.LeastEpsilon.Should().BeInRange(2, 3);
    }

    private static GanBuilder Short(GanBuilder gan) =>
        gan.WithTraining(new TrainingOptions { Steps = 3, BatchSize = 40 });
}
