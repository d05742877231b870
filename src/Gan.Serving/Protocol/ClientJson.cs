using System.Text.Json;

namespace Gan.Serving.Protocol;

/// <summary>JSON of a client, of whom nothing is believed: each fault is a <see cref="Refusal"/>.</summary>
internal static class ClientJson
{
    /// <summary>An object.</summary>
    public static JsonElement Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw Refusal.Bad("The body must be a JSON object.");
        }
        catch (JsonException e)
        {
            throw Refusal.Bad($"The body is no JSON: see line {e.LineNumber + 1}, byte {e.BytePositionInLine}.");
        }
    }

    /// <summary>A member of an object; null where it is missing or null.</summary>
    public static JsonElement? Member(this JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Refusal.Bad($"'{name}' is asked of something that is no object.");
        }
        try
        {
            return element.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null
                ? member
                : null;
        }
        catch (InvalidOperationException)
        {
            throw Refusal.Bad("A name is no valid text.");
        }
    }

    /// <summary>All members, with their names.</summary>
    public static IEnumerable<(string Name, JsonElement Value)> Members(this JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Refusal.Bad("An object was expected.");
        }
        foreach (var member in element.EnumerateObject())
        {
            yield return (NameOf(member), member.Value);
        }
    }

    /// <summary>A list that is a member; empty where it is missing.</summary>
    public static IEnumerable<JsonElement> List(this JsonElement element, string name)
    {
        if (element.Member(name) is not { } member)
        {
            return [];
        }
        return member.ValueKind == JsonValueKind.Array
            ? member.EnumerateArray()
            : throw Refusal.Bad($"'{name}' must be a list.");
    }

    /// <summary>A text.</summary>
    public static string Text(this JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            throw Refusal.Bad($"'{name}' must be a text.");
        }
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Refusal.Bad($"'{name}' is no valid text.");
        }
    }

    /// <summary>True or false.</summary>
    public static bool Truth(this JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? element.GetBoolean()
            : throw Refusal.Bad($"'{name}' must be true or false.");

    private static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            throw Refusal.Bad("A name is no valid text.");
        }
    }
}
