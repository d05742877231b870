using System.Diagnostics;
using Gan;
using Gan.Data;
using Gan.Games;
using Gan.Metrics;

/// <summary>A table of one's own: nine in ten rows are learnt, the others judge.</summary>
internal static class RealTableRun
{
    private const int HeldOut = 10;

    /// <param name="path">A CSV file.</param>
    /// <param name="words">Columns of numbers that are categories.</param>
    /// <param name="targets">Columns that trees tell from the others.</param>
    /// <param name="run">"ctgan" or "copula", epochs and seed.</param>
    /// <param name="folder">Where the pages and the synthetic table go.</param>
    internal static void Run(
        string path,
        string[] words,
        string[] targets,
        (string Method, int Epochs, int Seed) run,
        string folder
    )
    {
        var options = TableOptions.ForCtgan;
        foreach (var word in words)
        {
            options.Columns[word] = ColumnKind.Categorical;
        }
        var whole = CsvTable.Load(path, options);
        var rows = whole.ToRows();
        List<IReadOnlyList<string>> test = [.. rows.Where((_, i) => i % HeldOut == 0)];
        List<IReadOnlyList<string>> learnt = [.. rows.Where((_, i) => i % HeldOut != 0)];
        var name = Path.GetFileNameWithoutExtension(path);
        var work = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "gan-tables")).FullName;
        var file = Path.Combine(work, $"{name}-learnt.csv");
        whole.Encoding.WriteCsv(file, learnt);
        var table = CsvTable.Load(file, options);
        var start = Stopwatch.GetTimestamp();
        var made = Made(table, run);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var comparison = TableComparison.Of(table.Encoding, table.ToRows(), made, test);
        comparison.SaveHtml(Path.Combine(work, $"{name}-{run.Method}-{run.Seed}.html"), name);
        var results = TableResults.Load(folder);
        results.Add(
            new LikenessResult(
                name,
                run.Method,
                run.Seed,
                comparison.ColumnSimilarity,
                comparison.PairSimilarity,
                comparison.Distances.CopiedRows,
                comparison.Distances.Membership!.Value,
                table.Count,
                seconds
            )
        );
        foreach (var target in targets)
        {
            var told = TableEfficacy.Of(table.Encoding, target, table.ToRows(), made, test);
            results.Add(new TreeResult(name, run.Method, run.Seed, target, told.IsNumber, told.Real, told.Synthetic));
            var witness = new MlNetWitness(table.Encoding, target, table.ToRows());
            foreach (var (learner, trees) in new[] { ("FastTree", true), ("linear", false) })
            {
                var real = witness.Score(trees, table.ToRows(), test);
                var synthetic = witness.Score(trees, made, test);
                results.Add(
                    new TreeResult(name, run.Method, run.Seed, target, told.IsNumber, real, synthetic, learner)
                );
            }
        }
        results.Save(folder);
        Console.Error.WriteLine($"{name} {run}: {comparison}, {seconds:0} s");
    }

    private static IReadOnlyList<IReadOnlyList<string>> Made(CsvTable table, (string Method, int Epochs, int Seed) run)
    {
        if (run.Method == "copula")
        {
            return GaussianCopula.Fit(table).Sample(table.Count, run.Seed);
        }
        using var gan = new TableBuilder()
            .WithTable(table)
            .WithCtgan(run.Epochs)
            .With(gan => gan.WithTraining(Training(table.Count, run.Epochs, run.Seed)))
            .Train();
        return gan.Sample(table.Count, seed: run.Seed);
    }

    private static TrainingOptions Training(long rows, int epochs, int seed)
    {
        var batch = (int)Math.Min(500, rows / 10 * 10);
        return new()
        {
            BatchSize = batch,
            Steps = epochs * Math.Max(1, rows / batch),
            Seed = (ulong)seed,
        };
    }
}
