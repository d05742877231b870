using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Gan.Data;

/// <summary>A vocabulary as JSON.</summary>
internal static class VocabularyJson
{
    /// <summary>Tokens that a vocabulary may have.</summary>
    public const int MaxTokens = 1_000_000;

    private const DynamicallyAccessedMemberTypes Members =
        DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.PublicConstructors;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter() },
        RespectNullableAnnotations = true,
        IgnoreReadOnlyProperties = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(), // trimmed and file-based programs have none by default
    };

    [DynamicDependency(Members, typeof(Vocabulary))]
    static VocabularyJson() { }

    public static string Write(Vocabulary vocabulary) => JsonSerializer.Serialize(vocabulary, Json);

    /// <exception cref="DataFormatException">It is no such JSON, or what it says cannot be.</exception>
    public static Vocabulary Read(string json, string source)
    {
        Vocabulary? vocabulary;
        try
        {
            vocabulary = JsonSerializer.Deserialize<Vocabulary>(json, Json);
        }
        catch (Exception wrong)
            when (wrong is JsonException or NotSupportedException or ArgumentException or InvalidOperationException)
        {
            throw Wrong(source, wrong.Message.TrimEnd('.'), wrong);
        }

        return Problem(vocabulary) is { } problem ? throw Wrong(source, problem) : vocabulary!;
    }

    private static DataFormatException Wrong(string source, string found, Exception? cause = null) =>
        new(source, "the JSON of a vocabulary", found, "Write it again with Vocabulary.ToJson.", cause);

    private static string? Problem(Vocabulary? vocabulary)
    {
        if (vocabulary is null)
        {
            return "null";
        }

        if (!Enum.IsDefined(vocabulary.Kind))
        {
            return $"tokens of the kind {vocabulary.Kind}";
        }

        var tokens = vocabulary.Tokens;
        if (tokens.Count is < 1 or > MaxTokens)
        {
            return $"{tokens.Count} tokens";
        }

        if (tokens.Any(string.IsNullOrEmpty))
        {
            return "a token without text";
        }

        return tokens.Distinct(StringComparer.Ordinal).Count() < tokens.Count ? "a token twice" : null;
    }
}
