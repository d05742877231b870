using System.Diagnostics;
using Gan;
using Gan.Data;
using Gan.Games;

/// <summary>What all trainings share.</summary>
/// <param name="Epochs">How often as many rows are read as the table has.</param>
/// <param name="Rows">Rows to learn from, to test with and to draw.</param>
/// <param name="Average">Decay of the generator's moving average.</param>
internal sealed record TableSettings(int Epochs, int Rows, double Average);

/// <summary>One training, judged.</summary>
internal sealed record TableRun(
    SimulatedTable Table,
    int Seed,
    double Synthetic,
    double Test,
    (double Synthetic, double Test) Bound,
    double Seconds
)
{
    internal static TableRun Of(SimulatedTable table, TableSettings settings, int seed)
    {
        var random = new Random(seed);
        var train = table.Draw(settings.Rows, random);
        var test = table.Draw(settings.Rows, random);
        var rows = Load(table, train);
        var batch = Math.Min(500, settings.Rows / 10 * 10);
        var training = new TrainingOptions
        {
            Steps = settings.Epochs * (settings.Rows / batch),
            BatchSize = batch,
            Seed = (ulong)seed,
            MovingAverageDecay = settings.Average,
        };
        var start = Stopwatch.GetTimestamp();
        using var gan = new TableBuilder().WithTable(rows).WithCtgan().With(gan => gan.WithTraining(training)).Train();
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var made = gan.Sample(settings.Rows, seed: seed);
        var (synthetic, tested) = table.Likelihoods(made, test);
        return new TableRun(table, seed, synthetic, tested, table.Likelihoods(train, test), seconds);
    }

    private static CsvTable Load(SimulatedTable table, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(
                path,
                rows.Select(row => string.Join(',', row)).Prepend(string.Join(',', table.Columns))
            );
            return CsvTable.Load(path, table.Options);
        }
        finally
        {
            File.Delete(path);
        }
    }

    internal string Line() =>
        FormattableString.Invariant(
            $"{Table.Name} seed {Seed}: L_syn {Synthetic:0.000} ({Table.Published.Synthetic}), L_test {Test:0.000} "
        )
        + FormattableString.Invariant(
            $"({Table.Published.Test}), own rows {Bound.Synthetic:0.000} / {Bound.Test:0.000}, {Seconds:0} s"
        );
}
