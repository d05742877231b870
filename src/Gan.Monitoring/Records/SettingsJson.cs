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
    private const int MaxDepth = 8; // settings are trees of a few levels; a cycle ends here instead of the stack

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
            _ when depth == MaxDepth => InvariantText.Of(value),
            IDictionary map => Object(
                map.Keys.Cast<object>().Select(key => (Name(InvariantText.Of(key)), map[key])),
                depth
            ),
            IEnumerable items => new JsonArray([.. items.Cast<object?>().Select(item => From(item, depth + 1))]),
            _ => Object([("type", value.GetType().Name), .. Properties(value)], depth),
        };

    /// <summary>JSON has no NaN and no infinity; those become text,
    /// as a diverged training must still be recorded.</summary>
    public static JsonNode Number(double value) =>
        double.IsFinite(value)
            ? JsonValue.Create(value)
            : JsonValue.Create(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Numbers by name.</summary>
    public static JsonObject Numbers(IEnumerable<KeyValuePair<string, double>> values)
    {
        var entries = new JsonObject();
        foreach (var (name, value) in values)
        {
            entries[name] = Number(value);
        }
        return entries;
    }

    /// <summary>What each metric depends on, and its interval; null where nothing is known of any.</summary>
    public static JsonObject? Provenance(IReadOnlyDictionary<string, Measurement> metrics)
    {
        var entries = new JsonObject();
        foreach (var (name, measurement) in metrics)
        {
            if (Provenance(measurement) is { Count: > 0 } provenance)
            {
                entries[name] = provenance;
            }
        }
        return entries.Count == 0 ? null : entries;
    }

    private static JsonObject Provenance(Measurement measurement)
    {
        var entry = new JsonObject();
        foreach (var (name, value) in measurement.Provenance)
        {
            entry[name] = value;
        }
        if (measurement.Interval is { } half)
        {
            entry["interval"] = Number(half);
        }
        return entry;
    }

    private static JsonObject Object(IEnumerable<(string Name, object? Value)> entries, int depth)
    {
        var node = new JsonObject();
        foreach (var (name, value) in entries)
        {
            node.Add(name, From(value, depth + 1));
        }
        return node;
    }

    private static IEnumerable<(string Name, object? Value)> Properties(object value)
    {
        foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.CanRead && property.GetIndexParameters().Length == 0)
            {
                yield return (Name(property.Name), property.GetValue(value));
            }
        }
    }

    private static string Name(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
