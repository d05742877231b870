using System.Text.Json;
using System.Text.Json.Nodes;

/// <summary>What one side took. Times are medians over the rounds, the ratio its time ÷ ours.</summary>
internal sealed record SideResult(double Ms, double PeakMib)
{
    public double Ratio { get; init; } = 1;

    /// <summary>Smallest and largest ratio of a round.</summary>
    public double[] Range { get; init; } = [1, 1];

    /// <summary>Environment and threads in which a peer was fastest.</summary>
    public string? Setting { get; init; }

    /// <summary>Largest relative difference of the first steps' losses from ours; null where no step is
    /// compared.</summary>
    public double? LossDifference { get; init; }
}

/// <summary>A workload's result, one object of the results file.</summary>
/// <param name="Workload">Its name.</param>
/// <param name="Title">Its row's name.</param>
/// <param name="Place">The machine, the vector instructions and the versions.</param>
/// <param name="Rounds">How often each side ran.</param>
/// <param name="Sides">By name; "ours" is the first.</param>
internal sealed record Result(
    string Workload,
    string Title,
    string Place,
    int Rounds,
    IReadOnlyDictionary<string, SideResult> Sides
)
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Multiplications a second beside those of one large product of matrices, both ours, in the same
    /// round.</summary>
    public double? ShareOfPeak { get; init; }

    internal static IReadOnlyList<Result> Load(string path) =>
        File.Exists(path)
            ?
            [
                .. JsonNode
                    .Parse(File.ReadAllText(path))!
                    .AsArray()
                    .Select(row => Parse(row!.AsObject()))
                    .OfType<Result>(),
            ]
            : [];

    internal static void Save(string path, IEnumerable<Result> results)
    {
        var rows = new JsonArray([.. results.Select(r => r.Row())]);
        File.WriteAllText(path, rows.ToJsonString(Indented) + "\n");
    }

    private JsonObject Row()
    {
        var row = new JsonObject
        {
            ["workload"] = Workload,
            ["title"] = Title,
            ["place"] = Place,
            ["rounds"] = Rounds,
        };
        foreach (var (name, side) in Sides)
        {
            row[name + "_ms"] = side.Ms;
        }
        foreach (var (name, side) in Sides)
        {
            row[name + "_peak_mib"] = side.PeakMib;
        }
        foreach (var (name, side) in Sides.Skip(1))
        {
            row["ratio_" + name] = side.Ratio;
            row[$"ratio_{name}_range"] = new JsonArray(side.Range[0], side.Range[1]);
            row[name + "_setting"] = side.Setting;
            row[name + "_loss_difference"] = side.LossDifference;
        }
        row["share_of_peak"] = ShareOfPeak;
        return row;
    }

    // Null for a row of another form, such as one of an earlier version.
    private static Result? Parse(JsonObject row)
    {
        if (row["place"] is null)
        {
            return null;
        }
        var names = row.Select(p => p.Key).Where(k => k.EndsWith("_ms", StringComparison.Ordinal)).Select(k => k[..^3]);
        var sides = new Dictionary<string, SideResult>();
        foreach (var name in names)
        {
            var range = row[$"ratio_{name}_range"]?.AsArray();
            sides[name] = new((double)row[name + "_ms"]!, (double)row[name + "_peak_mib"]!)
            {
                Ratio = (double?)row["ratio_" + name] ?? 1,
                Range = range is null ? [1, 1] : [(double)range[0]!, (double)range[1]!],
                Setting = (string?)row[name + "_setting"],
                LossDifference = (double?)row[name + "_loss_difference"],
            };
        }
        return new((string)row["workload"]!, (string)row["title"]!, (string)row["place"]!, (int)row["rounds"]!, sides)
        {
            ShareOfPeak = (double?)row["share_of_peak"],
        };
    }
}
