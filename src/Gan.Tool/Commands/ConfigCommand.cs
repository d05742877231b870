using System.CommandLine;
using Gan.Tool.Configuration;

namespace Gan.Tool.Commands;

/// <summary><c>gan config</c>: the settings that would be in force, and the schema of a file of settings.</summary>
internal sealed class ConfigCommand : ToolCommand
{
    /// <param name="console">Where it writes to.</param>
    public ConfigCommand(ToolConsole console)
        : base("config", "Shows settings, and the schema of a file of settings.", console)
    {
        var show = new Command("show", "Writes the settings of a training as JSON, which is YAML too.");
        var training = new TrainingLine(show, ConfigMap.Empty);
        show.SetAction(line =>
        {
            Console.Out.Write(ConfigJson.Text(training.Read(line, Console.Environment)));
            return ExitCode.Done;
        });
        var schema = new Command("schema", "Writes the JSON Schema of a file of settings, for editors.");
        schema.SetAction(_ =>
        {
            Console.Out.Write(ConfigSchema.Text());
            return ExitCode.Done;
        });
        Add(show);
        Add(schema);
    }

    /// <inheritdoc/>
    protected override int Run(ParseResult line) =>
        throw new ToolException("'gan config' needs 'show' or 'schema', such as 'gan config show > gan.yaml'.");
}
