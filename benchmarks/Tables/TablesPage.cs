using System.Text;

/// <summary>The runs as a page.</summary>
internal static class TablesPage
{
    internal static void Write(string folder, TableSettings settings, IReadOnlyList<TableRun> runs)
    {
        Directory.CreateDirectory(folder);
        var page = new StringBuilder("# CTGAN on simulated tables\n\n");
        page.Append(
            "Written by `benchmarks/run.sh tables`. L_syn is the mean log likelihood of synthetic rows, L_test that of\n"
        );
        page.Append("test rows under a model of the synthetic ones; more is better. Published: SDGym 0.2.0.\n\n");
        page.Append("```text\n").Append(settings).Append("\n```\n\n");
        page.Append("| table | seeds | L_syn | published | L_test | published | own rows | exact | seconds |\n");
        page.Append("|---|---:|---|---:|---|---:|---|---:|---:|\n");
        foreach (var table in runs.GroupBy(run => run.Table))
        {
            var published = table.Key.Published;
            var line = FormattableString.Invariant(
                $"| {table.Key.Name} | {table.Count()} | {All(table, run => run.Synthetic)} | {published.Synthetic:0.00} | "
            );
            page.Append(line);
            line = FormattableString.Invariant(
                $"{All(table, run => run.Test)} | {published.Test:0.00} | {table.Average(run => run.Bound.Synthetic):0.00} / {table.Average(run => run.Bound.Test):0.00} | {table.Key.Exact:0.000} | {table.Average(run => run.Seconds):0} |\n"
            );
            page.Append(line);
        }
        File.WriteAllText(Path.Combine(folder, "tables.md"), page.ToString());
    }

    private static string All(IEnumerable<TableRun> runs, Func<TableRun, double> value) =>
        string.Join(' ', runs.Select(run => FormattableString.Invariant($"{value(run):0.00}")));
}
