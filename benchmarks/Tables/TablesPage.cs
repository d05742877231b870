using System.Globalization;
using System.Text;

/// <summary>The results as a page: means and standard errors over seeds.</summary>
internal static class TablesPage
{
    internal static void Write(string folder, TableResults results)
    {
        var page = new StringBuilder("# Synthetic tables\n\n");
        page.Append(
            "Written by `benchmarks/run.sh tables`: means and standard errors over seeds, from tables.json.\n\n"
        );
        Likelihoods(
            page,
            results,
            "L_syn, the mean log likelihood of synthetic rows",
            r => r.Synthetic,
            p => p.Synthetic
        );
        Likelihoods(
            page,
            results,
            "L_test, that of test rows under a model of synthetic ones",
            r => r.Test,
            p => p.Test
        );
        Trees(page, results.Trees);
        Likeness(page, results.Likeness);
        Audits(page, results.Audits);
        File.WriteAllText(Path.Combine(folder, "tables.md"), page.ToString());
    }

    private static void Likelihoods(
        StringBuilder page,
        TableResults results,
        string title,
        Func<TableResult, double> value,
        Func<(double Synthetic, double Test), double> ofPair
    )
    {
        if (results.Simulated.Count == 0)
        {
            return;
        }
        page.Append("## ").Append(title).Append("\n\nMore is better. Published: CTGAN in SDGym 0.2.0.\n\n");
        page.Append(
            "| table | method | reached | published | of its own rows | seconds |\n|---|---|---|---:|---:|---:|\n"
        );
        foreach (var group in results.Simulated.GroupBy(result => (result.Table, result.Method)).OrderBy(g => g.Key))
        {
            var table = SimulatedTable.All.First(table => table.Name == group.Key.Table);
            var published = group.Key.Method == "ctgan" ? Number(ofPair(table.Published)) : "";
            var own = group.Average(result => ofPair((result.OwnSynthetic, result.OwnTest)));
            Row(
                page,
                group.Key.Table,
                group.Key.Method,
                Spread(group.Select(value)),
                published,
                Number(own),
                Number(group.Average(result => result.Seconds), "0")
            );
        }
        page.Append('\n');
    }

    private static void Trees(StringBuilder page, List<TreeResult> results)
    {
        if (results.Count == 0)
        {
            return;
        }
        page.Append("## Models that learnt from synthetic rows\n\n");
        page.Append(
            "F1 of words, R² of numbers, on rows that were held out. The tree is the library's. FastTree and\n"
        );
        page.Append("linear models are ML.NET's.\n\n");
        page.Append("| table and column | learner | method | on real rows | on synthetic rows | share |\n");
        page.Append("|---|---|---|---:|---|---:|\n");
        foreach (
            var group in results.GroupBy(r => (r.Table, r.Target, r.Learner, r.Method)).OrderBy(group => group.Key)
        )
        {
            var real = group.Average(result => result.Real);
            var synthetic = group.Average(result => result.Synthetic);
            var unit = group.First().IsNumber ? "R²" : "F1";
            Row(
                page,
                $"{group.Key.Table}, {group.Key.Target} ({unit})",
                group.Key.Learner,
                group.Key.Method,
                Number(real),
                Spread(group.Select(result => result.Synthetic)),
                Number(100 * synthetic / real, "0") + " %"
            );
        }
        page.Append('\n');
    }

    private static void Likeness(StringBuilder page, List<LikenessResult> results)
    {
        if (results.Count == 0)
        {
            return;
        }
        page.Append("## Likeness of real tables\n\n1 is alike; an attack of 0.5 tells nothing.\n\n");
        page.Append(
            "| table | method | columns | pairs | attack on membership | seconds |\n|---|---|---|---|---|---:|\n"
        );
        foreach (var group in results.GroupBy(r => (r.Table, r.Method)).OrderBy(g => g.Key))
        {
            Row(
                page,
                $"{group.Key.Table}, {group.First().Rows} rows",
                group.Key.Method,
                Spread(group.Select(result => result.Columns), "0.000"),
                Spread(group.Select(result => result.Pairs), "0.000"),
                Spread(group.Select(result => result.Attack), "0.000"),
                Number(group.Average(result => result.Seconds), "0")
            );
        }
        page.Append('\n');
    }

    private static void Audits(StringBuilder page, List<AuditResult> results)
    {
        if (results.Count == 0)
        {
            return;
        }
        page.Append("## What attacks prove of ε\n\n");
        page.Append("Trainings with and without one row; the bound holds with 95 % (Clopper and Pearson).\n\n");
        page.Append("| training | stated (ε, δ) | attack | ε is at least | hits, false alarms | trainings judged |\n");
        page.Append("|---|---|---|---:|---|---:|\n");
        foreach (var audit in results)
        {
            var stated = double.IsInfinity(audit.Epsilon)
                ? "none"
                : $"{Number(audit.Epsilon, "0.##")}, {audit.Delta:g3}";
            Row(
                page,
                audit.Training,
                stated,
                audit.Attack,
                Number(audit.Proved),
                $"{Number(audit.Hits)}, {Number(audit.FalseAlarms)}",
                Number(audit.Trials, "0")
            );
        }
    }

    private static void Row(StringBuilder page, params string[] cells) =>
        page.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    private static string Spread(IEnumerable<double> values, string format = "0.00")
    {
        double[] all = [.. values];
        var (mean, error) = Statistics.MeanAndError(all);
        return all.Length < 2 ? Number(mean, format) : $"{Number(mean, format)} ± {Number(error, format)}";
    }

    private static string Number(double value, string format = "0.00") =>
        value.ToString(format, CultureInfo.InvariantCulture).Replace('-', '−');
}
