namespace Gan.Tool.Configuration;

/// <summary>A value of a configuration, before anybody knows its type, with the place it came from.</summary>
/// <param name="Place">What a message calls it: "gan.yaml:3:8", "--steps" or "GAN__TRAINING__STEPS".</param>
internal abstract record ConfigNode(string Place);

/// <summary>Text: what it means depends on what is asked for, so that <c>no</c> may be a word and <c>1e-4</c> a
/// number.</summary>
/// <param name="Text">As it was written, without quotes.</param>
/// <param name="Place">What a message calls it.</param>
/// <param name="Quoted">True where quotes say that it is text.</param>
/// <param name="Folder">What relative paths are relative to.</param>
internal sealed record ConfigScalar(string Text, string Place, bool Quoted = false, string? Folder = null)
    : ConfigNode(Place)
{
    private static readonly string[] NullWords = ["", "~", "null"];

    /// <summary>Whether it stands for nothing.</summary>
    public bool IsNull => !Quoted && NullWords.Contains(Text);
}

/// <summary>Values in their order.</summary>
internal sealed record ConfigList(IReadOnlyList<ConfigNode> Items, string Place) : ConfigNode(Place);

/// <summary>Values by name.</summary>
internal sealed record ConfigMap(IReadOnlyList<ConfigEntry> Entries, string Place) : ConfigNode(Place)
{
    /// <summary>One without entries.</summary>
    public static ConfigMap Empty { get; } = new([], "");

    /// <summary>A value by its path, such as "training.steps", in maps of its own.</summary>
    public static ConfigMap Of(string path, ConfigNode value)
    {
        foreach (var name in path.Split('.').Reverse())
        {
            value = new ConfigMap([new(name, value, value.Place)], value.Place);
        }
        return (ConfigMap)value;
    }

    /// <summary>The value of a name, in whatever case; null without.</summary>
    public ConfigNode? Find(string name) =>
        Entries.LastOrDefault(entry => string.Equals(entry.Name, name, StringComparison.OrdinalIgnoreCase))?.Value;

    /// <summary>These, and what lies over them: maps are joined, anything else is replaced.</summary>
    public ConfigMap Under(ConfigMap over)
    {
        var entries = Entries.ToList();
        foreach (var entry in over.Entries)
        {
            var at = entries.FindIndex(e => string.Equals(e.Name, entry.Name, StringComparison.OrdinalIgnoreCase));
            if (at < 0)
            {
                entries.Add(entry);
                continue;
            }
            // Another name is another part: what was said of the one before it does not hold for it.
            var joined =
                entries[at].Value is ConfigMap below && entry.Value is ConfigMap above && !Renames(below, above)
                    ? below.Under(above)
                    : entry.Value;
            entries[at] = entries[at] with { Value = joined };
        }
        return this with { Entries = entries };
    }

    private static bool Renames(ConfigMap below, ConfigMap above) =>
        above.Find(ConfigParts.Key) is ConfigScalar now
        && below.Find(ConfigParts.Key) is ConfigScalar before
        && now.Text != before.Text;
}

/// <summary>A name with its value.</summary>
/// <param name="Name">As it was written.</param>
/// <param name="Value">What it names.</param>
/// <param name="Place">Where the name stands.</param>
internal sealed record ConfigEntry(string Name, ConfigNode Value, string Place);
