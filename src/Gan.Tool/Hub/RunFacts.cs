using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gan.Tool.Hub;

/// <summary>A measured number of a run.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">The value.</param>
/// <param name="Interval">Half of the interval around it; null where none was computed.</param>
/// <param name="Provenance">What it depends on.</param>
internal sealed record CardMetric(
    string Name,
    double Value,
    double? Interval,
    IReadOnlyDictionary<string, string> Provenance
);

/// <summary>What stands in a run's run.json.</summary>
internal sealed class RunFacts
{
    private const string File = "run.json";
    private const string HalfWidth = "interval";

    private readonly JsonNode record;

    private RunFacts(JsonNode record) => this.record = record;

    /// <summary>The record of a run; null where it has none.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static RunFacts? Read(string run)
    {
        var path = Path.Combine(run, File);
        if (!System.IO.File.Exists(path))
        {
            return null;
        }
        try
        {
            return JsonNode.Parse(System.IO.File.ReadAllText(path)) is JsonObject record
                ? new(record)
                : throw new InvalidDataException($"'{path}' is no record of a run: it is no object of JSON.");
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"'{path}' is no record of a run: {fault.Message}", fault);
        }
    }

    /// <summary>The part at a place; null where there is none.</summary>
    public JsonNode? At(params string[] place) =>
        place.Aggregate((JsonNode?)record, (node, name) => (node as JsonObject)?[name]);

    /// <summary>The text or number at a place; null where there is none.</summary>
    public string? Text(params string[] place) => At(place) is JsonValue value ? value.ToString() : null;

    /// <summary>The number at a place; null where there is none.</summary>
    public double? Number(params string[] place) => NumberOf(At(place));

    /// <summary>What was measured, in the record's order.</summary>
    public IReadOnlyList<CardMetric> Metrics =>
        [
            .. (At("result", "metrics") as JsonObject ?? [])
                .Where(metric => NumberOf(metric.Value) is not null)
                .Select(metric => Metric(metric.Key, NumberOf(metric.Value)!.Value)),
        ];

    private CardMetric Metric(string name, double value)
    {
        var all = At("result", "provenance", name) as JsonObject ?? [];
        var texts = all.Where(one => one.Key != HalfWidth && one.Value is JsonValue)
            .ToDictionary(one => one.Key, one => one.Value!.ToString());
        return new(name, value, NumberOf(all[HalfWidth]), texts);
    }

    private static double? NumberOf(JsonNode? node) =>
        node is JsonValue value
        && double.TryParse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
            ? number
            : null;
}
