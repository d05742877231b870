using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Gan.Tool.Configuration;

/// <summary>Reads YAML, and JSON, which is YAML too: values keep line and column.</summary>
internal sealed class ConfigText
{
    private const int MostCharacters = 1 << 20;
    private const int MostNodes = 20_000; // aliases of aliases would grow without end
    private const int MostDepth = 32;

    private readonly string name;
    private readonly string? folder;
    private int nodes;

    private ConfigText(string name, string? folder)
    {
        this.name = name;
        this.folder = folder;
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="ToolException">It cannot be read, or is no YAML; says where.</exception>
    public static ConfigMap ReadFile(string path)
    {
        if (!File.Exists(path))
        {
            throw new ToolException($"There is no file '{path}'. Write one with 'gan config show > gan.yaml'.");
        }
        var whole = Path.GetFullPath(path);
        if (new FileInfo(whole).Length > MostCharacters)
        {
            throw new ToolException($"'{path}' is longer than a megabyte, which no configuration is.");
        }
        var root = Read(File.ReadAllText(whole), path, Path.GetDirectoryName(whole));
        return root switch
        {
            ConfigMap map => map,
            ConfigScalar { IsNull: true } => ConfigMap.Empty,
            _ => throw new ToolException(
                $"{root.Place}: expected settings by name, such as 'training: {{steps: 500}}'."
            ),
        };
    }

    /// <summary>Reads a value, such as that of <c>--set</c>.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="place">What all its values are said to come from.</param>
    public static ConfigNode ReadValue(string text, string place) => At(Read(text, place, null), place);

    private static ConfigNode Read(string text, string name, string? folder)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new MergingParser(new Parser(new StringReader(text))));
            return stream.Documents.Count switch
            {
                0 => new ConfigScalar("", name),
                1 => new ConfigText(name, folder).Convert(stream.Documents[0].RootNode, 0),
                _ => throw new ToolException($"{name} holds {stream.Documents.Count} documents. Keep one."),
            };
        }
        catch (YamlException fault)
        {
            var reason = fault.InnerException is { } inner ? inner.Message : fault.Message;
            throw new ToolException($"{name}:{fault.Start.Line}:{fault.Start.Column}: {reason.TrimEnd('.')}.");
        }
    }

    private ConfigNode Convert(YamlNode node, int depth)
    {
        var place = $"{name}:{node.Start.Line}:{node.Start.Column}";
        nodes++;
        if (depth > MostDepth || nodes > MostNodes)
        {
            throw new ToolException($"{place}: more values than any configuration has.");
        }
        return node switch
        {
            YamlScalarNode scalar => new ConfigScalar(
                scalar.Value ?? "",
                place,
                scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any),
                folder
            ),
            YamlSequenceNode list => new ConfigList([.. list.Children.Select(item => Convert(item, depth + 1))], place),
            YamlMappingNode map => new ConfigMap([.. map.Children.Select(pair => Entry(pair, depth))], place),
            _ => throw new ToolException($"{place}: a value of no known kind."),
        };
    }

    private ConfigEntry Entry(KeyValuePair<YamlNode, YamlNode> pair, int depth)
    {
        var place = $"{name}:{pair.Key.Start.Line}:{pair.Key.Start.Column}";
        return pair.Key is YamlScalarNode { Value: { Length: > 0 } key }
            ? new(key, Convert(pair.Value, depth + 1), place)
            : throw new ToolException($"{place}: a setting needs a name.");
    }

    private static ConfigNode At(ConfigNode node, string place) =>
        node switch
        {
            ConfigList list => new ConfigList([.. list.Items.Select(item => At(item, place))], place),
            ConfigMap map => new ConfigMap(
                [.. map.Entries.Select(entry => new ConfigEntry(entry.Name, At(entry.Value, place), place))],
                place
            ),
            _ => node with { Place = place },
        };
}
