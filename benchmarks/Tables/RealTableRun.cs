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
    /// <param name="epochs">Epochs of a training.</param>
    /// <param name="seed">Seed of the training.</param>
    /// <param name="folder">Where the page and the synthetic table go.</param>
    internal static void Run(string path, string[] words, string[] targets, int epochs, int seed, string folder)
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
        Directory.CreateDirectory(folder);
        var name = Path.GetFileNameWithoutExtension(path);
        var file = Path.Combine(folder, $"{name}-learnt.csv");
        whole.Encoding.WriteCsv(file, learnt);
        var table = CsvTable.Load(file, options);
        var start = Stopwatch.GetTimestamp();
        using var gan = new TableBuilder()
            .WithTable(table)
            .WithCtgan(epochs)
            .With(gan => gan.WithTraining(Training(table.Count, epochs, seed)))
            .Train();
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var made = gan.Sample(learnt.Count, seed: seed);
        table.Encoding.WriteCsv(Path.Combine(folder, $"{name}-synthetic.csv"), made);
        var comparison = TableComparison.Of(table.Encoding, table.ToRows(), made, test);
        comparison.SaveHtml(Path.Combine(folder, $"{name}.html"), name);
        Console.WriteLine(
            FormattableString.Invariant($"{name} seed {seed}: {comparison}, attack {comparison.Distances.Membership}")
        );
        Console.WriteLine(FormattableString.Invariant($"{learnt.Count} rows, {epochs} epochs, {seconds:0} s"));
        foreach (var target in targets)
        {
            Console.WriteLine(TableEfficacy.Of(table.Encoding, target, table.ToRows(), made, test));
        }
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
