using System.Text.Json;

namespace Gan.Monitoring.Tests.TensorBoard;

/// <summary>What read_events.py, a reader written from the formats' definitions alone, finds in a folder.</summary>
internal static class Events
{
    public static readonly string Reader = Path.Combine(AppContext.BaseDirectory, "TensorBoard", "read_events.py");

    public static IReadOnlyList<JsonElement> Read(string folder) =>
        [.. Python.Lines(Reader, folder).Select(l => JsonDocument.Parse(l).RootElement)];

    public static IEnumerable<(long Step, JsonElement Value)> Values(
        this IEnumerable<JsonElement> events,
        string tag
    ) =>
        from e in events
        where e.TryGetProperty("values", out _)
        from v in e.GetProperty("values").EnumerateArray()
        where v.GetProperty("tag").GetString() == tag
        select (e.GetProperty("step").GetInt64(), v);

    public static IEnumerable<string> Tags(this IEnumerable<JsonElement> events) =>
        events
            .Where(e => e.TryGetProperty("values", out _))
            .SelectMany(e => e.GetProperty("values").EnumerateArray())
            .Select(v => v.GetProperty("tag").GetString()!)
            .Distinct();

    public static float Scalar(this JsonElement value) =>
        value.GetProperty("scalar").GetString() switch
        {
            "nan" => float.NaN,
            "inf" => float.PositiveInfinity,
            var text => float.Parse(text!, System.Globalization.CultureInfo.InvariantCulture),
        };
}
