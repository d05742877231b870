using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using static TorchSharp.torch;

namespace Gan.Monitoring;

/// <summary>
/// Any record of settings as JSON, by its public properties: a loss or network written by a user is recorded like a
/// built-in one, without a converter. Each object carries the name of its type, because settings are told apart by it.
/// </summary>
internal static class SettingsJson
{
    private const int Deepest = 8; // settings are trees of a few levels; a cycle ends here instead of the stack

    public static JsonNode? From(object? value, int depth = 0) =>
        value switch
        {
            null => null,
            bool flag => flag,
            string text => text,
            double or float or Half => Number(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
            Enum name => name.ToString(),
            byte or sbyte or short or ushort or int or uint or long => Convert.ToInt64(
                value,
                CultureInfo.InvariantCulture
            ),
            ulong number => number,
            TimeSpan time => Number(time.TotalSeconds),
            Delegate code => $"code: {code.Method.DeclaringType?.Name}.{code.Method.Name}",
            Type type => type.FullName,
            nn.Module or Tensor or Device => value.ToString(),
            _ when depth == Deepest => value.ToString(),
            IDictionary map => Object(map.Keys.Cast<object>().Select(key => (Name(key.ToString()!), map[key])), depth),
            IEnumerable items => new JsonArray([.. items.Cast<object?>().Select(item => From(item, depth + 1))]),
            _ => Object([("type", value.GetType().Name), .. Properties(value)], depth),
        };

    /// <summary>JSON has no NaN and no infinity; those become text, as a diverged training must still be
    /// recorded.</summary>
    public static JsonNode Number(double value) =>
        double.IsFinite(value)
            ? JsonValue.Create(value)
            : JsonValue.Create(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>What each metric depends on, and its interval; null where nothing is known of any.</summary>
    public static JsonObject? Provenance(IReadOnlyDictionary<string, Measurement> metrics)
    {
        var known = metrics.Where(m => m.Value.Interval is not null || m.Value.Provenance.Count > 0).ToList();
        return known.Count == 0
            ? null
            : new(known.Select(m => KeyValuePair.Create(m.Key, (JsonNode?)Provenance(m.Value))));
    }

    private static JsonObject Provenance(Measurement measurement)
    {
        var entry = new JsonObject(measurement.Provenance.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)p.Value)));
        if (measurement.Interval is { } half)
        {
            entry["interval"] = Number(half);
        }
        return entry;
    }

    private static JsonObject Object(IEnumerable<(string Name, object? Value)> entries, int depth) =>
        new(entries.Select(entry => KeyValuePair.Create(entry.Name, From(entry.Value, depth + 1))));

    private static IEnumerable<(string Name, object? Value)> Properties(object value) =>
        from property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
        where property.CanRead && property.GetIndexParameters().Length == 0
        select (Name(property.Name), property.GetValue(value));

    private static string Name(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
