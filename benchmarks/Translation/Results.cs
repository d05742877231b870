using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

/// <summary>What a method reached in one run.</summary>
internal sealed record Row(string Task, string Method, ulong Seed, Dictionary<string, double> Values, double Seconds);

/// <summary>The rows of all tasks, as JSON and as a page with means over seeds.</summary>
internal static class Results
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>Adds rows to those of earlier runs; the same task, method and seed is replaced.</summary>
    internal static void Add(string folder, IReadOnlyList<Row> rows)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "translation.json");
        var all = File.Exists(file) ? JsonSerializer.Deserialize<List<Row>>(File.ReadAllText(file), Json)! : [];
        all.RemoveAll(old => rows.Any(row => (row.Task, row.Method, row.Seed) == (old.Task, old.Method, old.Seed)));
        all.AddRange(rows);
        File.WriteAllText(file, JsonSerializer.Serialize(all, Json));
        File.WriteAllText(Path.Combine(folder, "translation.md"), Page(all));
    }

    private static string Page(IReadOnlyList<Row> rows)
    {
        var page = new StringBuilder("# Games that translate\n\nWritten by `benchmarks/run.sh translation`. Mean ± ");
        page.Append("half of the range over seeds. Seconds are processor time of one run's training.\n");
        foreach (var task in rows.GroupBy(row => row.Task))
        {
            var names = task.SelectMany(row => row.Values.Keys).Distinct().ToList();
            page.Append(CultureInfo.InvariantCulture, $"\n## {task.Key}\n| method | {string.Join(" | ", names)} |");
            page.Append(" seeds | seconds |\n|---|");
            page.Append(string.Concat(Enumerable.Repeat("---:|", names.Count + 2))).Append('\n');
            foreach (var method in task.GroupBy(row => row.Method))
            {
                var cells = names.Select(name => Cell(method, name));
                var seconds = method.Average(row => row.Seconds);
                page.Append(
                    CultureInfo.InvariantCulture,
                    $"| {method.Key} | {string.Join(" | ", cells)} | {method.Count()} | {seconds:0} |\n"
                );
            }
        }
        return page.ToString();
    }

    private static string Cell(IEnumerable<Row> rows, string name)
    {
        var values = rows.Where(row => row.Values.ContainsKey(name)).Select(row => row.Values[name]).ToList();
        if (values.Count == 0)
        {
            return "–";
        }
        var half = (values.Max() - values.Min()) / 2;
        var mean = values.Average().ToString("0.####", CultureInfo.InvariantCulture);
        return half == 0 ? mean : mean + " ± " + half.ToString("0.####", CultureInfo.InvariantCulture);
    }
}
