using System.CommandLine;
using Gan.Tool.Configuration;

namespace Gan.Tool.Commands;

/// <summary>An option that is a setting by another name: <c>--steps 500</c> is <c>--set training.steps=500</c>. Its
/// text is read as a configuration's is, so that mistakes are told in one way.</summary>
internal sealed class SettingOption : Option<string>
{
    /// <param name="name">With its dashes.</param>
    /// <param name="path">The setting, such as "training.steps".</param>
    /// <param name="description">For the help.</param>
    /// <param name="values">What it may be, for completions and the help; none where anything goes.</param>
    public SettingOption(string name, string path, string description, IReadOnlyList<string>? values = null)
        : base(name)
    {
        Path = path;
        Description = description;
        HelpName = values is null ? name.TrimStart('-') : "name";
        if (values is not null)
        {
            CompletionSources.Add([.. values]);
        }
    }

    /// <summary>The setting.</summary>
    public string Path { get; }

    /// <summary>The setting as the command line has it; null where it has not.</summary>
    public ConfigMap? In(ParseResult line)
    {
        if (line.GetResult(this) is null || line.GetValue(this) is not { } text)
        {
            return null;
        }
        return ConfigMap.Of(Path, Written(text));
    }

    // Lists and settings beside a name are written as in a file: --augment [diffaugment, noise].
    private ConfigNode Written(string text) =>
        text.StartsWith('[') || text.StartsWith('{')
            ? ConfigText.ReadValue(text, Name)
            : new ConfigScalar(text, Name, Quoted: text.Length > 0);
}
