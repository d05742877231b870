using System.Text.Encodings.Web;
using System.Text.Json;
using Gan.Tool.Data;
using Gan.Tool.Training;

namespace Gan.Tool.Hub;

/// <summary>What a model card is made from.</summary>
/// <param name="Name">The folder's name, which is the model's.</param>
/// <param name="Kind">What the weights make.</param>
/// <param name="Metadata">The text beside the weights.</param>
/// <param name="Run">The record of the training; null where there is none.</param>
/// <param name="Licence">The licence of the weights; null where nobody says.</param>
/// <param name="Picture">The file of the samples' grid; null for none.</param>
internal sealed record CardFacts(
    string Name,
    SavedKind Kind,
    IReadOnlyDictionary<string, string> Metadata,
    RunFacts? Run,
    string? Licence,
    string? Picture
)
{
    private const int AxesOfImage = 3;

    /// <summary>Whether the samples are images.</summary>
    public bool AreImages => Kind == SavedKind.Generator && Sizes.Length == AxesOfImage;

    /// <summary>Name of the data.</summary>
    public string Data => Metadata.GetValueOrDefault("gan.data", "unknown data");

    private string[] Sizes => Metadata.GetValueOrDefault("gan.shape", "").Split(',');
}

/// <summary>The YAML in front of a model card, by which Hugging Face files it. Texts are quoted as in JSON, which YAML
/// reads too.</summary>
internal static class CardHeader
{
    /// <summary>The library, as Hugging Face names it.</summary>
    public const string Library = "gan.net";

    private static readonly JsonSerializerOptions Relaxed = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver(),
    };

    // Those of Hugging Face's list that people choose for weights; another is "other" with its name.
    private static readonly HashSet<string> Licences =
    [
        "agpl-3.0",
        "apache-2.0",
        "bsd-2-clause",
        "bsd-3-clause",
        "cc-by-4.0",
        "cc-by-nc-4.0",
        "cc-by-nc-nd-4.0",
        "cc-by-nc-sa-4.0",
        "cc-by-nd-4.0",
        "cc-by-sa-4.0",
        "cc0-1.0",
        "gpl-3.0",
        "mit",
        "openrail",
        "unlicense",
    ];

    /// <summary>The lines, with those that open and close them.</summary>
    public static IEnumerable<string> Lines(CardFacts facts) =>
        [
            "---",
            .. Licence(facts.Licence),
            $"library_name: {Library}",
            .. facts.AreImages ? ["pipeline_tag: unconditional-image-generation"] : Array.Empty<string>(),
            "tags:",
            .. Tags(facts).Select(tag => $"- {tag}"),
            .. Results(facts),
            "---",
        ];

    private static IEnumerable<string> Licence(string? licence)
    {
        if (licence is null)
        {
            return ["license: unknown"];
        }
        var known = licence.ToLowerInvariant();
        return Licences.Contains(known)
            ? [$"license: {known}"]
            : ["license: other", $"license_name: {Quoted(licence)}"];
    }

    private static IEnumerable<string> Tags(CardFacts facts) =>
        [
            "gan",
            facts.Kind switch
            {
                SavedKind.Table => "tabular",
                SavedKind.Text => "text",
                _ => facts.AreImages ? "image-generation" : "points",
            },
        ];

    private static IEnumerable<string> Results(CardFacts facts)
    {
        if (facts.Run?.Metrics is not { Count: > 0 } metrics)
        {
            return [];
        }
        return
        [
            "model-index:",
            $"- name: {Quoted(facts.Name)}",
            "  results:",
            "  - task:",
            $"      type: {(facts.AreImages ? "unconditional-image-generation" : "other")}",
            "    dataset:",
            $"      name: {Quoted(facts.Data)}",
            $"      type: {Quoted(RunFolder.Plain(facts.Data))}",
            "    metrics:",
            .. metrics.SelectMany(metric =>
                new[] { $"    - type: {Quoted(metric.Name)}", $"      value: {metric.Value:R}" }
            ),
        ];
    }

    private static string Quoted(string text) => JsonSerializer.Serialize(text, Relaxed);
}
