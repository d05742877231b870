using System.Collections;

namespace Gan.Tool.Configuration;

/// <summary>Where settings come from: each layer lies over the one before it.</summary>
internal static class ConfigLayers
{
    /// <summary>How variables of the environment begin.</summary>
    public const string Prefix = "GAN__";

    /// <summary>The settings of a file, the environment, and <c>--set</c>.</summary>
    /// <param name="file">A file of settings; null for none.</param>
    /// <param name="environment">Variables by name.</param>
    /// <param name="assignments">Texts such as "training.steps=500".</param>
    public static ConfigMap Of(string? file, IDictionary environment, IEnumerable<string> assignments)
    {
        var written = file is null ? ConfigMap.Empty : ConfigText.ReadFile(file);
        foreach (var variable in Variables(environment))
        {
            var path = string.Join('.', variable.Name[Prefix.Length..].Split("__").Select(Setting));
            written = written.Under(ConfigMap.Of(path, ConfigText.ReadValue(variable.Value, variable.Name)));
        }
        return assignments.Aggregate(written, (below, assignment) => below.Under(Assigned(assignment)));
    }

    private static IEnumerable<(string Name, string Value)> Variables(IDictionary environment) =>
        environment
            .Cast<DictionaryEntry>()
            .Select(entry => (Name: (string)entry.Key, Value: (string?)entry.Value ?? ""))
            .Where(entry => entry.Name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            .Where(entry => entry.Name.Length > Prefix.Length)
            .OrderBy(entry => entry.Name, StringComparer.Ordinal);

    // BATCH_SIZE as well as BATCHSIZE; the case is the binder's to overlook.
    private static string Setting(string word) => word.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();

    private static ConfigMap Assigned(string assignment)
    {
        var parts = assignment.Split('=', 2);
        return parts.Length == 2 && parts[0].Length > 0
            ? ConfigMap.Of(parts[0].Trim(), ConfigText.ReadValue(parts[1], $"--set {parts[0].Trim()}"))
            : throw new ToolException(
                $"--set takes a setting and its value, such as training.steps=500, but was '{assignment}'."
            );
    }
}
