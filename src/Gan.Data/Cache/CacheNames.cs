using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gan.Data;

/// <summary>What a cache says in words: the folder's name, the
/// classes, and the files that could not be decoded.</summary>
internal sealed record CacheNames(string Name, IReadOnlyList<string> Classes, IReadOnlyList<SkippedImage> Skipped)
{
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, CacheJson.Default.CacheNames);

    /// <summary>The names; null where the text is none of ours.</summary>
    public static CacheNames? Read(ReadOnlySpan<byte> json)
    {
        try
        {
            var names = JsonSerializer.Deserialize(json, CacheJson.Default.CacheNames);
            return names is { Name: not null, Classes: not null, Skipped: not null } ? names : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSerializable(typeof(CacheNames))]
internal sealed partial class CacheJson : JsonSerializerContext;
