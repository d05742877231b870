using System.Globalization;
using System.Text;
using System.Text.Json;

/// <summary>Table and JSON of the runs.</summary>
internal static class Report
{
    private static readonly string[] Methods =
    [
        "f-AnoGAN",
        "f-AnoGAN, pixels alone",
        "f-AnoGAN, features alone",
        "pixel nearest neighbour",
        "PCA-20",
        "AnoGAN, on some",
        "f-AnoGAN, on the same",
    ];

    // Ruff et al. 2018, table 1: one class normal, the whole MNIST, AUROC in percent.
    private static readonly double[] PublishedAnoGan = [96.6, 99.2, 85.0, 88.7, 89.4, 88.3, 94.7, 93.5, 84.9, 92.4];

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    private static readonly string Before = Machine.Load(); // of the beginning

    internal static List<Run> Load(string folder) =>
        Path.Combine(folder, "anomaly.json") is var path && File.Exists(path)
            ? JsonSerializer.Deserialize<List<Run>>(File.ReadAllText(path), Json)!
            : [];

    /// <summary>Writes JSON and page, and gives the page.</summary>
    internal static string Save(string folder, IEnumerable<Run> done)
    {
        List<Run> runs = [.. done.OrderBy(r => r.Protocol).ThenBy(r => r.Class).ThenBy(r => r.Seed)];
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "anomaly.json"), JsonSerializer.Serialize(runs, Json) + "\n");
        var page = Page(runs);
        File.WriteAllText(Path.Combine(folder, "anomaly.md"), page);
        return page;
    }

    private static string Page(List<Run> runs)
    {
        var text = new StringBuilder(
            """
            # Digits held out as anomalies
            Areas under the ROC curve, mean over seeds. The digits are the 10,000 embedded ones. The first 80 % of each
            normal class are learnt from, the last 20 % are scored. One-anomaly: nine classes are normal, and all digits
            of the class are anomalies. One-normal: the class is normal, and the last 20 % of the nine others are
            anomalies. AnoGAN scores some of them, since it takes longer; the last column has f-AnoGAN on the same. The
            published areas are AnoGAN's of Ruff et al. 2018, table 1, which learnt from all of MNIST.

            """
        );
        text.AppendLine(Machine.Description(Before));
        foreach (var group in runs.GroupBy(r => r.Protocol))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"\n## {group.Key}");
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"{string.Join("; ", group.Select(r => Describe(r.Settings)).Distinct())}.\n"
            );
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| class | seeds | {string.Join(" | ", Methods)} | s to train | s a digit: f-AnoGAN, AnoGAN | "
                    + $"published AnoGAN |"
            );
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"|---|---|{string.Concat(Methods.Select(_ => "---|"))}---|---|---|"
            );
            foreach (var digit in group.GroupBy(r => r.Class))
            {
                text.AppendLine(
                    Row(
                        $"{digit.Key}",
                        [.. digit],
                        group.Key == Protocol.OneNormal ? PublishedAnoGan[digit.Key] / 100 : null
                    )
                );
            }
            text.AppendLine(
                Row(
                    "mean",
                    [.. group],
                    group.Key == Protocol.OneNormal ? group.Average(r => PublishedAnoGan[r.Class] / 100) : null
                )
            );
        }
        return text.ToString();
    }

    private static string Describe(Settings s) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"GAN {s.GanSteps} steps, encoder {s.EncoderSteps}, latents of {s.LatentSize}, κ {s.Kappa}, "
                + $"limit {s.Limit}, AnoGAN on {s.Searched} of either kind"
        );

    private static string Row(string name, List<Run> runs, double? published)
    {
        string Mean(Func<Run, double?> of, string format) =>
            runs.Select(of).Average() is { } mean ? mean.ToString(format, CultureInfo.InvariantCulture) : "";
        double? Each(Run run, string method, double count) =>
            run.Seconds.TryGetValue(method, out var seconds) ? seconds / count : null;
        var areas = Methods.Select(m => Mean(r => r.Area.TryGetValue(m, out var area) ? area : null, "f3"));
        var found = Mean(r => Each(r, "f-AnoGAN, on the same", 2 * r.Settings.Searched), "g2");
        var searched = Mean(r => Each(r, "AnoGAN, on some", 2 * r.Settings.Searched), "g2");
        return $"| {name} | {runs.Select(r => r.Seed).Distinct().Count()} | {string.Join(" | ", areas)} | "
            + $"{Mean(r => r.Seconds["GAN"] + r.Seconds["encoder"], "f0")} | {found}, {searched} | "
            + $"{published?.ToString("f3", CultureInfo.InvariantCulture)} |";
    }
}
