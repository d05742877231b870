using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gan.Data;

/// <summary>What a cache says in words: the folder's name, the classes, and the files that could not be decoded.</summary>
internal sealed record CacheNames(string Name, IReadOnlyList<string> Classes, IReadOnlyList<SkippedImage> Skipped)
{
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, CacheJson.Default.CacheNames);

    public static CacheNames Read(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, CacheJson.Default.CacheNames)!;
}

[JsonSerializable(typeof(CacheNames))]
internal sealed partial class CacheJson : JsonSerializerContext;
