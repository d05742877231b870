using System.Globalization;
using System.Text;
using System.Text.Json;

/// <summary>Tables, JSON and a plot of the runs.</summary>
internal static class Report
{
    private static readonly string[] Colours =
    [
        "#888888",
        "#1f77b4",
        "#2ca02c",
        "#ff7f0e",
        "#d62728",
        "#9467bd",
        "#8c564b",
    ];
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    // PacGAN, table 1: modes, % high quality, reverse KL after 400,000 iterations, 10 runs.
    private static readonly Dictionary<(string, string), string> Published = new()
    {
        [("GAN", "ring")] = "6.3±0.5 / 98.2±0.2 / 0.45±0.09",
        [("PacGAN2", "ring")] = "7.9±0.1 / 95.6±2.0 / 0.07±0.03",
        [("GAN", "grid")] = "17.3±0.8 / 94.8±0.7 / 0.70±0.07",
        [("PacGAN2", "grid")] = "23.8±0.7 / 91.3±0.8 / 0.13±0.04",
    };

    private static string Table(IReadOnlyList<Run> runs)
    {
        var text = new StringBuilder(
            "| set | game | seeds | iterations | modes | high quality % | reverse KL | "
                + "s a run | PacGAN's table (400,000 iterations) |\n|---|---|---|---|---|---|---|---|---|\n"
        );
        foreach (var group in runs.GroupBy(r => (r.Set, r.Game)))
        {
            var ends = group.Select(r => r.End).ToList();
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {group.Key.Set} | {group.Key.Game} | {ends.Count} | "
                    + $"{group.First().Iterations:N0} | {Mean(ends.Select(e => (double)e.Modes), "0.0")} | "
                    + $"{Mean(ends.Select(e => 100 * e.HighQuality), "0.0")} | "
                    + $"{Mean(ends.Where(e => e.ReverseKl is not null).Select(e => e.ReverseKl!.Value), "0.00")} | "
                    + $"{group.Average(r => r.Seconds):0} | "
                    + $"{Published.GetValueOrDefault((group.Key.Game, group.Key.Set), "")} |"
            );
        }
        return text.ToString();
    }

    internal static IReadOnlyList<Run> Load(string folder) =>
        Path.Combine(folder, "mode-coverage.json") is var path && File.Exists(path)
            ? JsonSerializer.Deserialize<List<Run>>(File.ReadAllText(path), Json)!
            : [];

    /// <summary>Writes JSON, page and plot, and gives the table.</summary>
    internal static string Save(string folder, IEnumerable<Run> done)
    {
        var games = Configuration.All.Select(c => c.Name).ToList();
        List<Run> runs = [.. done.OrderByDescending(r => r.Set).ThenBy(r => games.IndexOf(r.Game)).ThenBy(r => r.Seed)];
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "mode-coverage.json"), JsonSerializer.Serialize(runs, Json) + "\n");
        var table = Table(runs);
        File.WriteAllText(
            Path.Combine(folder, "mode-coverage.md"),
            "# Mode coverage after PacGAN's protocol\nMean ± standard error. ![Modes against "
                + "iterations](mode-coverage.svg)\n\n"
                + table
        );
        File.WriteAllText(Path.Combine(folder, "mode-coverage.svg"), Plot(runs));
        return table;
    }

    /// <summary>Mean number of modes against iterations, a panel a set and a line a game.</summary>
    private static string Plot(IReadOnlyList<Run> runs)
    {
        var games = runs.Select(r => r.Game).Distinct().ToList();
        var sets = runs.Select(r => r.Set).Distinct().ToList();
        var text = new StringBuilder(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" "
                + $"width=\"{sets.Count * 360}\" height=\"310\" font-family=\"sans-serif\" font-size=\"11\">\n"
        );
        for (var s = 0; s < sets.Count; s++)
        {
            var left = s * 360 + 40;
            var most = sets[s] == "ring" ? 8.0 : 25.0;
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"<rect x=\"{left}\" y=\"20\" width=\"300\" height=\"200\" fill=\"none\" stroke=\"#ccc\"/><text "
                    + $"x=\"{left}\" y=\"14\">{sets[s]}: modes of {most:0}, against iterations</text>"
            );
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"<text x=\"{left - 4}\" y=\"24\" text-anchor=\"end\">{most:0}</text><text "
                    + $"x=\"{left - 4}\" y=\"220\" text-anchor=\"end\">0</text><text "
                    + $"x=\"{left + 300}\" y=\"234\" text-anchor=\"end\">end of the run</text>"
            );
            foreach (var group in runs.Where(r => r.Set == sets[s]).GroupBy(r => r.Game))
            {
                var last = (double)group.First().Iterations;
                var points = group
                    .SelectMany(r => r.Course)
                    .GroupBy(m => m.Iteration)
                    .Select(m =>
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{left + 300 * m.Key / last:0.0},{220 - 200 * m.Average(x => x.Modes) / most:0.0}"
                        )
                    );
                text.AppendLine(
                    CultureInfo.InvariantCulture,
                    $"<polyline fill=\"none\" stroke=\"{Colours[games.IndexOf(group.Key) % Colours.Length]}\" "
                        + $"stroke-width=\"2\" points=\"{string.Join(' ', points)}\"/>"
                );
            }
        }
        for (var g = 0; g < games.Count; g++)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"<text x=\"{40 + g % 3 * 240}\" "
                    + $"y=\"{256 + g / 3 * 18}\" fill=\"{Colours[g % Colours.Length]}\">{games[g]} "
                    + $"({runs.First(r => r.Game == games[g]).Iterations:N0})</text>"
            );
        }
        return text.AppendLine("</svg>").ToString();
    }

    private static string Mean(IEnumerable<double> values, string format)
    {
        var all = values.ToList();
        if (all.Count == 0)
        {
            return "none";
        }
        var (mean, error) = Statistics.MeanAndError(all);
        var culture = CultureInfo.InvariantCulture;
        return $"{mean.ToString(format, culture)}±{error.ToString(format, culture)}";
    }
}
