using System.Globalization;
using System.Text;
using System.Text.Json;

/// <summary>The runs as JSON and as a table with the papers' numbers beside.</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    // PacGAN, table 3 (50 runs of 500,000 iterations): modes, reverse KL.
    private static readonly Dictionary<(string, long), string> Published = new()
    {
        [("DCGAN", 2)] = "78.5±17.6 / 5.21",
        [("PacDCGAN2", 2)] = "484.5±33.0 / 2.61",
        [("DCGAN", 4)] = "487.7±34.6 / 2.24",
        [("PacDCGAN2", 4)] = "840.7±15.9 / 1.00",
    };

    internal static void Add(string folder, Run run)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "stacked-digits.json");
        List<Run> runs = File.Exists(file) ? JsonSerializer.Deserialize<List<Run>>(File.ReadAllText(file), Json)! : [];
        runs.RemoveAll(r => Key(r) == Key(run) && r.Seed == run.Seed);
        runs.Add(run);
        runs = [.. runs.OrderBy(r => r.Maps).ThenBy(r => r.Iterations).ThenBy(r => r.Game).ThenBy(r => r.Seed)];
        File.WriteAllText(file, JsonSerializer.Serialize(runs, Json) + "\n");
        File.WriteAllText(Path.Combine(folder, "stacked-digits.md"), Page(runs));
    }

    private static (string, long, long) Key(Run run) => (run.Game, run.Maps, run.Iterations);

    private static string Page(IReadOnlyList<Run> runs)
    {
        var page = new StringBuilder("# Stacked digits: modes of 1,000\n\n");
        page.Append("Written by `benchmarks/run.sh stacked-digits`. Mean ± standard error over seeds.\n");
        page.Append("The papers' numbers are of 50 runs of 500,000 iterations.\n\n");
        page.Append("| D's maps | game | iterations | seeds | modes | reverse KL | s a run | PacGAN's table 3 |\n");
        page.Append("|---:|---|---:|---:|---:|---:|---:|---|\n");
        foreach (var group in runs.GroupBy(Key))
        {
            var (game, maps, iterations) = group.Key;
            page.Append(CultureInfo.InvariantCulture, $"| {maps} | {game} | {iterations:N0} | {group.Count()} | ");
            page.Append(CultureInfo.InvariantCulture, $"{Mean(group.Select(r => (double)r.Modes), "0.0")} | ");
            page.Append(CultureInfo.InvariantCulture, $"{Mean(group.Select(r => r.ReverseKl), "0.00")} | ");
            page.Append(CultureInfo.InvariantCulture, $"{group.Average(r => r.Seconds):0} | ");
            page.Append(CultureInfo.InvariantCulture, $"{Published.GetValueOrDefault((game, maps), "")} |\n");
        }
        return page.ToString();
    }

    private static string Mean(IEnumerable<double> values, string format)
    {
        var all = values.ToList();
        var (mean, error) = Statistics.MeanAndError(all);
        var culture = CultureInfo.InvariantCulture;
        return $"{mean.ToString(format, culture)} ± {error.ToString(format, culture)}";
    }
}
