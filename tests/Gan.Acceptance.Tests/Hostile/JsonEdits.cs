using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Gan.Acceptance.Tests.Hostile;

/// <summary>Changes JSON as a tree, so that it stays JSON.</summary>
internal sealed class JsonEdits(Random random)
{
    // A number that no type holds, a key twice and deep nesting can only be written as text: a marker takes their place
    // until then.
    private readonly Dictionary<string, string> raw = [];

    /// <summary>One to three changes.</summary>
    internal byte[] Change(byte[] good)
    {
        var root = JsonNode.Parse(good)!;
        for (var i = random.Next(3); i >= 0; i--)
        {
            Edit(root);
        }
        return Encoding.UTF8.GetBytes(Raw(root));
    }

    private string Raw(JsonNode root)
    {
        var text = root.ToJsonString();
        foreach (var (marker, value) in raw)
        {
            text = text.Replace($"\"{marker}\"", value, StringComparison.Ordinal);
        }
        raw.Clear();
        return text;
    }

    private JsonValue AsText(string value)
    {
        var marker = $"marker-{raw.Count}-";
        raw[marker] = value;
        return JsonValue.Create(marker);
    }

    private void Edit(JsonNode root)
    {
        var nodes = Below(root).ToList();
        if (nodes.Count == 0)
        {
            return;
        }
        var node = nodes[random.Next(nodes.Count)];
        if (Inner(node) is { } inner)
        {
            Edit(inner);
            Put(node, JsonValue.Create(inner.ToJsonString())); // JSON in a string in JSON: settings in metadata
            return;
        }
        switch (random.Next(8))
        {
            case 0:
                Put(node, AsText(new string('[', 200) + new string(']', 200)));
                break;
            case 1 when node.Parent is JsonObject parent:
                var name = node.GetPropertyName();
                var value = node.ToJsonString();
                Put(node, AsText($"{value},{JsonValue.Create(name).ToJsonString()}:{value}"));
                break;
            case 2 when node.Parent is JsonObject parent:
                parent.Remove(node.GetPropertyName());
                break;
            case 3 when node.Parent is JsonObject parent:
                var moved = node.DeepClone();
                parent.Remove(node.GetPropertyName());
                parent[random.Next(2) == 0 ? "../../etc/passwd" : "constructor"] = moved;
                break;
            case 4 when node.Parent is JsonArray parent:
                parent.Add(node.DeepClone());
                break;
            case 5 or 6:
                Put(
                    node,
                    AsText(
                        Extremes.Integers[random.Next(Extremes.Integers.Length)].ToString(CultureInfo.InvariantCulture)
                    )
                );
                break;
            default:
                Put(node, AsText(Extremes.Words[random.Next(Extremes.Words.Length)]));
                break;
        }
    }

    private JsonNode? Inner(JsonNode node)
    {
        if (
            random.Next(10) == 0
            || node is not JsonValue value
            || !value.TryGetValue<string>(out var text)
            || text.Length == 0
            || text[0] is not ('{' or '[')
        )
        {
            return null;
        }
        return JsonNode.Parse(text);
    }

    private static IEnumerable<JsonNode> Below(JsonNode node) =>
        node switch
        {
            JsonObject o => o.Select(p => p.Value).OfType<JsonNode>().SelectMany(c => Below(c).Prepend(c)),
            JsonArray a => a.OfType<JsonNode>().SelectMany(c => Below(c).Prepend(c)),
            _ => [],
        };

    private static void Put(JsonNode old, JsonNode value)
    {
        if (old.Parent is JsonObject o)
        {
            o[old.GetPropertyName()] = value;
        }
        else if (old.Parent is JsonArray a)
        {
            a[a.IndexOf(old)] = value;
        }
    }
}
