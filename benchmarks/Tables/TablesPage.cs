using System.Text;

/// <summary>The runs as a page.</summary>
internal static class TablesPage
{
    internal static void Write(string folder, TableSettings settings, IReadOnlyList<TableRun> runs)
    {
        Directory.CreateDirectory(folder);
        var page = new StringBuilder("# CTGAN on simulated tables\n\n");
        page.Append("Written by `benchmarks/run.sh tables`. L_syn is the mean log likelihood of synthetic rows.\n");
        page.Append("L_test is that of test rows under a model of the synthetic ones. More is better.\n");
        page.Append("Published: SDGym 0.2.0.\n\n");
        page.Append("```text\n").Append(settings).Append("\n```\n\n");
        page.Append("| table | seeds | L_syn | published | L_test | published | own rows | exact | seconds |\n");
        page.Append("|---|---:|---|---:|---|---:|---|---:|---:|\n");
        foreach (var table in runs.GroupBy(run => run.Table))
        {
            var published = table.Key.Published;
            Cell(page, table.Key.Name);
            Cell(page, $"{table.Count()}");
            Cell(page, All(table, run => run.Synthetic));
            Cell(page, FormattableString.Invariant($"{published.Synthetic:0.00}"));
            Cell(page, All(table, run => run.Test));
            Cell(page, FormattableString.Invariant($"{published.Test:0.00}"));
            var own = table.Average(run => run.Bound.Synthetic);
            Cell(page, FormattableString.Invariant($"{own:0.00} / {table.Average(run => run.Bound.Test):0.00}"));
            Cell(page, FormattableString.Invariant($"{table.Key.Exact:0.000}"));
            Cell(page, FormattableString.Invariant($"{table.Average(run => run.Seconds):0}"));
            page.Append("|\n");
        }
        File.WriteAllText(Path.Combine(folder, "tables.md"), page.ToString());
    }

    private static void Cell(StringBuilder page, string text) => page.Append("| ").Append(text).Append(' ');

    private static string All(IEnumerable<TableRun> runs, Func<TableRun, double> value) =>
        string.Join(' ', runs.Select(run => FormattableString.Invariant($"{value(run):0.00}")));
}
