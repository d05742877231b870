using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

/// <summary>What a contestant reached in one run.</summary>
internal sealed record Row(
    string Data,
    string Name,
    ulong Seed,
    double Minutes,
    long Steps,
    long GeneratorWeights,
    double ProcessorMinutes,
    Dictionary<string, double> Values
);

/// <summary>All rows, as JSON and as a page with means over seeds.</summary>
internal static class Results
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Adds a row to those of earlier runs; the same run is replaced.</summary>
    internal static void Add(string folder, Row row)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "families.json");
        var all = File.Exists(file) ? JsonSerializer.Deserialize<List<Row>>(File.ReadAllText(file), Json)! : [];
        all.RemoveAll(old =>
            (old.Data, old.Name, old.Seed, old.Minutes) == (row.Data, row.Name, row.Seed, row.Minutes)
        );
        all.Add(row);
        File.WriteAllText(file, JsonSerializer.Serialize(all, Json));
        File.WriteAllText(Path.Combine(folder, "families.md"), Page(all));
    }

    /// <summary>Adds a table of one generator at several truncations to truncation.md.</summary>
    internal static void AddTruncations(
        string folder,
        string title,
        IEnumerable<(double Truncation, Dictionary<string, double> Values)> measured
    )
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "truncation.md");
        var page = new StringBuilder(
            File.Exists(file)
                ? ""
                : "# Precision and recall by truncation\n\nWritten by `benchmarks/run.sh families`.\n"
        );
        page.Append(CultureInfo.InvariantCulture, $"\n## {title}\n| truncation | precision | recall | FID |\n");
        page.Append("|---:|---:|---:|---:|\n");
        foreach (var (truncation, values) in measured)
        {
            page.Append(CultureInfo.InvariantCulture, $"| {truncation} | {values["precision"]:0.000} | ");
            page.Append(CultureInfo.InvariantCulture, $"{values["recall"]:0.000} | {values["FID"]:0.0} |\n");
        }
        File.AppendAllText(file, page.ToString());
    }

    private static string Page(IReadOnlyList<Row> rows)
    {
        var page = new StringBuilder("# Families of networks in equal processor time\n\n");
        page.Append(
            "Written by `benchmarks/run.sh families`. Mean ± half of the range over seeds. Lower distances are "
        );
        page.Append("better. Time is that of all threads together.\n");
        foreach (var race in rows.GroupBy(row => (row.Data, row.Minutes)).OrderBy(race => race.Key))
        {
            var names = race.First().Values.Keys.ToList();
            page.Append(
                CultureInfo.InvariantCulture,
                $"\n## {race.Key.Data}, {race.Key.Minutes:0.#} processor minutes\n| networks and loss | "
            );
            page.Append(string.Join(" | ", names)).Append(" | steps | generator | seeds |\n|---|");
            page.Append(string.Concat(Enumerable.Repeat("---:|", names.Count + 3))).Append('\n');
            foreach (var one in race.GroupBy(row => row.Name).OrderBy(one => one.Average(row => row.Values["FID"])))
            {
                var cells = string.Join(" | ", names.Select(name => Cell([.. one.Select(row => row.Values[name])])));
                page.Append(
                    CultureInfo.InvariantCulture,
                    $"| {one.Key} | {cells} | {one.Average(row => row.Steps):0} | "
                        + $"{one.First().GeneratorWeights:N0} | {one.Count()} |\n"
                );
            }
        }
        return page.ToString();
    }

    private static string Cell(double[] values)
    {
        var mean = values.Average().ToString("0.##", CultureInfo.InvariantCulture);
        var half = (values.Max() - values.Min()) / 2;
        return values.Length == 1 ? mean : mean + " ± " + half.ToString("0.##", CultureInfo.InvariantCulture);
    }
}
