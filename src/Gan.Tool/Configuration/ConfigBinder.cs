using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Gan.Tool.Configuration;

/// <summary>Makes settings of what was written, or says all that is wrong with it at once: unknown names with the
/// nearest one, values of another type, each with its place.</summary>
internal sealed class ConfigBinder
{
    private readonly List<Problem> problems = [];

    /// <summary>Settings of a type.</summary>
    /// <exception cref="GanConfigurationException">Lists every problem.</exception>
    public static T Bind<T>(ConfigMap written)
    {
        var binder = new ConfigBinder();
        var node = binder.Typed(written, typeof(T), "");
        GanConfigurationException.ThrowIfAny(binder.problems);
        return node.Deserialize<T>(ConfigJson.Options)!;
    }

    // With the types that JSON has; null where a problem was found, or where nothing was meant.
    private JsonNode? Typed(ConfigNode node, Type type, string path)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (node is ConfigScalar { IsNull: true })
        {
            return null;
        }
        if (ConfigParts.Of(plain) is { } parts)
        {
            return Part(node, parts, path);
        }
        if (ConfigValues.Takes(plain))
        {
            return Value(node, plain, path);
        }
        var kind = ConfigJson.Options.GetTypeInfo(plain).Kind;
        return kind switch
        {
            JsonTypeInfoKind.Enumerable => Items(node, plain, path),
            JsonTypeInfoKind.Dictionary => Named(node, plain, path),
            _ => Record(node, plain, path),
        };
    }

    private JsonValue? Value(ConfigNode node, Type type, string path)
    {
        if (node is not ConfigScalar scalar)
        {
            Say(node, $"{path} takes {ConfigValues.Name(type)}, and not several values.");
            return null;
        }
        var value = ConfigValues.Read(scalar, type);
        if (value is null)
        {
            Say(node, $"{path} takes {ConfigValues.Name(type)}, but was '{scalar.Text}'.");
        }
        return value;
    }

    // One value stands for a list of it.
    private JsonArray Items(ConfigNode node, Type type, string path)
    {
        var item = ConfigJson.Options.GetTypeInfo(type).ElementType!;
        IReadOnlyList<ConfigNode> nodes = node is ConfigList list ? list.Items : [node];
        return [.. nodes.Select((value, i) => Typed(value, item, $"{path}[{i}]"))];
    }

    private JsonObject? Named(ConfigNode node, Type type, string path)
    {
        if (node is not ConfigMap map)
        {
            Say(node, $"{path} takes values by name, such as 'name: value'.");
            return null;
        }
        var item = ConfigJson.Options.GetTypeInfo(type).ElementType!;
        var values = new JsonObject();
        foreach (var entry in map.Entries)
        {
            values[entry.Name] = Typed(entry.Value, item, Join(path, entry.Name));
        }
        return values;
    }

    private JsonObject? Record(ConfigNode node, Type type, string path)
    {
        if (node is ConfigMap map)
        {
            return Properties(map, ConfigJson.Settings(type), path);
        }
        var names = string.Join(", ", ConfigJson.Settings(type).Select(setting => setting.Name));
        Say(node, $"{path} takes settings by name: {names}.");
        return null;
    }

    private JsonObject? Part(ConfigNode node, IReadOnlyDictionary<string, object> parts, string path)
    {
        var named = node is ConfigMap map ? map.Find(ConfigParts.Key) : node;
        if (named is not ConfigScalar { IsNull: false } name)
        {
            Say(node, $"{path} needs a name, one of {string.Join(", ", parts.Keys)}.");
            return null;
        }
        var known = parts.Keys.FirstOrDefault(key => string.Equals(key, name.Text, StringComparison.OrdinalIgnoreCase));
        if (known is null)
        {
            Say(name, Unknown(path, name.Text, parts.Keys));
            return null;
        }
        var all = node as ConfigMap ?? ConfigMap.Empty;
        var others = all with { Entries = [.. all.Entries.Where(entry => entry.Value != named)] };
        var settings = Properties(others, ConfigJson.Settings(parts[known].GetType()), path);
        settings[ConfigParts.Key] = known;
        return settings;
    }

    private JsonObject Properties(ConfigMap map, IReadOnlyList<JsonPropertyInfo> settings, string path)
    {
        var values = new JsonObject();
        foreach (var entry in map.Entries)
        {
            var setting = settings.FirstOrDefault(s =>
                string.Equals(s.Name, entry.Name, StringComparison.OrdinalIgnoreCase)
            );
            if (setting is null)
            {
                Say(entry.Place, Unknown(Join(path, entry.Name), entry.Name, settings.Select(s => s.Name)));
                continue;
            }
            var value = Typed(ConfigPaths.Full(entry.Value, setting), setting.PropertyType, Join(path, setting.Name));
            // Nothing is what a setting has by itself, unless it may be nothing.
            if (value is not null || setting.IsSetNullable)
            {
                values[setting.Name] = value;
            }
        }
        return values;
    }

    private static string Unknown(string path, string name, IEnumerable<string> known)
    {
        var names = known.ToList();
        return NearestName.Of(name, names) is { } nearest
            ? $"'{path}' is unknown. Did you mean '{nearest}'?".Replace($"'{path}'", Shown(path, name))
            : $"{Shown(path, name)} is unknown. There are {string.Join(", ", names)}.";
    }

    private static string Shown(string path, string name) =>
        path == name || path.EndsWith($".{name}", StringComparison.Ordinal) ? $"'{path}'" : $"{path} '{name}'";

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private void Say(ConfigNode node, string sentence) => Say(node.Place, sentence);

    private void Say(string place, string sentence) =>
        problems.Add(new(place.Length == 0 ? sentence : $"{place}: {sentence}"));
}
