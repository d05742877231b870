using System.Text.Json.Nodes;
using System.Text.Json.Schema;

namespace Gan.Tool.Configuration;

/// <summary>The JSON Schema of a file of settings: editors complete and check by it.</summary>
internal static class ConfigSchema
{
    private const int Deepest = 4; // schedules may hold schedules

    /// <summary>The schema with a line's end.</summary>
    public static string Text()
    {
        var schema = Of(typeof(RunSettings), 0).AsObject();
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "gan.yaml");
        return schema.ToJsonString(ConfigJson.Options).ReplaceLineEndings("\n") + "\n";
    }

    private static JsonNode Of(Type type, int depth)
    {
        var options = new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = (context, node) => Transformed(context, node, depth),
        };
        return ConfigJson.Options.GetJsonSchemaAsNode(type, options);
    }

    private static JsonNode Transformed(JsonSchemaExporterContext context, JsonNode node, int depth)
    {
        if (ConfigParts.Of(context.TypeInfo.Type) is { } parts)
        {
            return Named(parts, depth);
        }
        if (node is JsonObject schema && schema.ContainsKey("properties"))
        {
            schema.Remove("required"); // what is left out has a default
            schema["additionalProperties"] = false;
        }
        return node;
    }

    private static JsonObject Named(IReadOnlyDictionary<string, object> parts, int depth)
    {
        var kinds = new JsonArray
        {
            new JsonObject { ["enum"] = new JsonArray([.. parts.Keys.Select(name => (JsonNode)name)]) },
        };
        if (depth < Deepest)
        {
            foreach (var group in parts.GroupBy(part => part.Value.GetType()))
            {
                var kind = Of(group.Key, depth + 1).AsObject();
                kind["type"] = "object";
                kind["additionalProperties"] = false;
                kind.Remove("required");
                var properties = kind["properties"]?.AsObject() ?? [];
                kind.Remove("properties");
                properties.Insert(
                    0,
                    ConfigParts.Key,
                    new JsonObject { ["enum"] = new JsonArray([.. group.Select(part => (JsonNode)part.Key)]) }
                );
                kind["properties"] = properties;
                kind["required"] = new JsonArray(ConfigParts.Key);
                kinds.Add(kind);
            }
        }
        return new JsonObject { ["anyOf"] = kinds };
    }
}
