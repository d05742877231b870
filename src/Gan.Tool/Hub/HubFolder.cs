using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gan.Monitoring;
using Gan.Tool.Configuration;
using Gan.Tool.Data;
using Gan.Tool.Training;

namespace Gan.Tool.Hub;

/// <summary>A run as a folder that Hugging Face shows: weights, settings of the networks, a model card. It is a
/// function of the run's files.</summary>
internal static class HubFolder
{
    private const string Weights = "model.safetensors";
    private const string Settings = "config.json";
    private const string Card = "README.md";
    private const string Grid = "grid.png";

    /// <summary>Writes the folder.</summary>
    /// <param name="run">A run's folder, or a generator's file.</param>
    /// <param name="folder">Where to.</param>
    /// <param name="licence">Licence of the weights; null where nobody says.</param>
    /// <returns>The folder.</returns>
    public static string Write(string run, string folder, string? licence)
    {
        var generator = RunFolder.GeneratorIn(run);
        var metadata = SavedFile.Metadata(generator);
        var kind = SavedFile.KindOf(generator);
        if (kind is not (SavedKind.Generator or SavedKind.Table or SavedKind.Text))
        {
            throw new ToolException($"'{generator}' is no generator of this library's 'gan train'.");
        }
        var inside = Directory.Exists(run) ? run : null;
        var record = inside is null ? null : RunFacts.Read(inside);
        var hasGrid = inside is not null && File.Exists(Path.Combine(inside, Grid));
        foreach (var written in new[] { Weights, Settings, Card, Grid })
        {
            OutputPath.OfFile(Path.Combine(folder, written)).ThrowAsFaultIf(true);
        }
        Directory.CreateDirectory(folder);
        File.Copy(generator, Path.Combine(folder, Weights), overwrite: true);
        var config = Config(metadata, Path.Combine(folder, Weights), record);
        File.WriteAllText(Path.Combine(folder, Settings), config.ToJsonString(ConfigJson.Options) + "\n");
        if (hasGrid)
        {
            File.Copy(Path.Combine(inside!, Grid), Path.Combine(folder, Grid), overwrite: true);
        }
        var name = Path.GetFileName(Path.GetFullPath(folder));
        var facts = new CardFacts(name, kind, metadata, record, licence, hasGrid ? Grid : null);
        File.WriteAllText(Path.Combine(folder, Card), ModelCard.Text(facts));
        return folder;
    }

    // What the weights are for, without a reader of safetensors.
    private static JsonObject Config(IReadOnlyDictionary<string, string> metadata, string weights, RunFacts? record)
    {
        using var content = File.OpenRead(weights);
        var config = new JsonObject
        {
            ["library_name"] = CardHeader.Library,
            ["library_version"] = record?.Text("software", "gan.net"),
            ["weights_sha256"] = Convert.ToHexStringLower(SHA256.HashData(content)),
        };
        foreach (var (key, text) in metadata.OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            config[key] = Node(text);
        }
        return config;
    }

    // Lists, settings and numbers of the metadata are JSON; names are not.
    private static JsonNode Node(string text)
    {
        try
        {
            return JsonNode.Parse(text) ?? JsonValue.Create(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }
}
