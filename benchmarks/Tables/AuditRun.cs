using System.Globalization;
using Gan;
using Gan.Data;
using Gan.Games;
using Gan.Metrics;
using TorchSharp;
using static TorchSharp.torch;

/// <summary>
/// Whole trainings with and without one row that stands apart, and two attacks on each: the trained discriminator's
/// score of the row, which nobody publishes, and how near the synthetic rows come to it.
/// </summary>
internal static class AuditRun
{
    private const int Rows = 200;
    private const double Delta = 1e-3;
    private const int Drawn = 300;
    private const int Steps = 150;
    private const int Batch = 100;
    private const string Canary = "95,5,rare";

    private static readonly TableOptions Options = TableOptions.ForCtgan with
    {
        Missing = MissingValues.Error,
        Columns = new()
        {
            ["x"] = ColumnOptions.Number(0, 100),
            ["y"] = ColumnOptions.Number(0, 100),
            ["kind"] = ColumnOptions.OneOf("most", "some", "rare"),
        },
    };

    private static readonly Dictionary<double, double> Noises = [];

    internal static IEnumerable<AuditResult> Of(double? epsilon, int trials)
    {
        var scores = new[] { new List<double>(), new List<double>() };
        var distances = new[] { new List<double>(), new List<double>() };
        for (var trial = 0; trial < trials; trial++)
        {
            for (var world = 0; world < 2; world++)
            {
                var (score, distance) = Attack(epsilon, trial, hasCanary: world == 1);
                scores[world].Add(score);
                distances[world].Add(distance);
            }
        }
        var name = epsilon is { } stated
            ? string.Create(CultureInfo.InvariantCulture, $"DP-SGD, ε = {stated}")
            : "the same without noise and clipping";
        foreach (var (attack, seen) in new[] { ("discriminator's score", scores), ("nearest row", distances) })
        {
            var audit = MembershipAudit.Of(seen[1], seen[0], epsilon is null ? 0 : Delta);
            yield return new(
                name,
                epsilon ?? double.PositiveInfinity,
                Delta,
                attack,
                audit.LeastEpsilon,
                audit.Hits,
                audit.FalseAlarms,
                audit.Trials
            );
        }
    }

    private static (double Score, double Distance) Attack(double? epsilon, int seed, bool hasCanary)
    {
        var random = new Random(1); // the same rows in all trainings, but for the canary
        var lines = new List<string> { "x,y,kind" };
        for (var i = 0; i < Rows; i++)
        {
            var x = random.Next(20, 50);
            lines.Add($"{x},{x + random.Next(10)},{(i % 4 == 0 ? "some" : "most")}");
        }
        if (hasCanary)
        {
            lines.Add(Canary);
        }
        var table = TemporaryCsv.Load(lines, Options);
        var privacy = epsilon is { } stated
            ? new DifferentialPrivacy(stated, Delta) { NoiseMultiplier = Noise(stated) }
            : new DifferentialPrivacy(1e300, Delta) { NoiseMultiplier = 1e-9, ClipNorm = 1e3 };
        using var trainer = new TableBuilder()
            .WithTable(table)
            .WithNetworks(new CtganOptions { GeneratorWidths = [32], DiscriminatorWidths = [64] })
            .WithDifferentialPrivacy(privacy)
            .With(gan =>
                gan.WithTraining(
                        new TrainingOptions
                        {
                            Steps = Steps,
                            BatchSize = Batch,
                            Seed = (ulong)seed,
                        }
                    )
                    .WithOptimizers(new AdamOptions(2e-3, 0.5, 0.9))
            )
            .Build();
        foreach (var _ in trainer.Steps()) { }
        using var made = trainer.Snapshot();
        using var scope = NewDisposeScope();
        using var silent = no_grad();
        using var canary = TemporaryCsv.Load([lines[0], Canary], Options).ToDataset();
        var judge = trainer.Context.Discriminator;
        judge.eval();
        var score = judge.call(canary.Read(arange(1, dtype: ScalarType.Int64), CPU).Samples, null).ToDouble();
        var nearest = made.Sample(Drawn, seed: seed).Min(row => Distance(row, Canary.Split(',')));
        return (score, nearest);
    }

    // As a training would find it by itself, once for all.
    private static double Noise(double epsilon)
    {
        if (!Noises.TryGetValue(epsilon, out var noise))
        {
            noise = Accountant.For(epsilon, Delta, Batch / (double)Rows, Steps).NoiseMultiplier;
            Noises[epsilon] = noise;
        }
        return noise;
    }

    private static double Distance(IReadOnlyList<string> row, string[] other) =>
        Math.Abs(Whole(row[0]) - Whole(other[0]))
        + Math.Abs(Whole(row[1]) - Whole(other[1]))
        + (row[2] == other[2] ? 0 : 100);

    private static double Whole(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
}
