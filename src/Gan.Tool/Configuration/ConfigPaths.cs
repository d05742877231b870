using System.Text.Json.Serialization.Metadata;

namespace Gan.Tool.Configuration;

/// <summary>Marks a setting that names a file or a folder: in a file, relative to that file.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class PathSettingAttribute : Attribute;

/// <summary>Makes paths of a configuration file full.</summary>
internal static class ConfigPaths
{
    /// <summary>The value, with its path made full where the setting names one.</summary>
    public static ConfigNode Full(ConfigNode value, JsonPropertyInfo setting) =>
        value is ConfigScalar { Folder: { } folder, IsNull: false } path
        && setting.AttributeProvider?.IsDefined(typeof(PathSettingAttribute), inherit: true) == true
        && !DataNames.All.ContainsKey(path.Text)
        && path.Text != CheckpointSettings.None
            ? path with
            {
                Text = Path.GetFullPath(Path.Combine(folder, path.Text)),
            }
            : value;
}
