using System.CommandLine;
using System.Globalization;

namespace Gan.Tool.Commands;

/// <summary>A command of the tool. To add one, write a class with a constructor that takes the console: it is found by
/// its type, so that a command is one file.</summary>
internal abstract class ToolCommand : Command
{
    /// <param name="name">The word that calls it.</param>
    /// <param name="description">What it does, for the help.</param>
    /// <param name="console">Where it writes to.</param>
    protected ToolCommand(string name, string description, ToolConsole console)
        : base(name, description)
    {
        Console = console;
        SetAction(line => Run(line));
    }

    /// <summary>Where it writes to.</summary>
    protected ToolConsole Console { get; }

    /// <summary>All commands, in the order of their names.</summary>
    public static IEnumerable<ToolCommand> All(ToolConsole console) =>
        typeof(ToolCommand)
            .Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(ToolCommand)) && !type.IsAbstract)
            .Select(type => (ToolCommand)Activator.CreateInstance(type, console)!)
            .OrderBy(command => command.Name, StringComparer.Ordinal);

    /// <summary>Does it.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    protected abstract int Run(ParseResult line);

    /// <summary>An option that may be left out.</summary>
    protected Option<T> Add<T>(string name, string description)
    {
        var option = new Option<T>(name) { Description = description };
        Add(option);
        return option;
    }

    /// <summary>An option with a value of its own.</summary>
    protected Option<T> Add<T>(string name, string description, T standard)
    {
        var option = new Option<T>(name) { Description = description, DefaultValueFactory = _ => standard };
        Add(option);
        return option;
    }

    /// <summary>A number that may be left out. Its point is a point in every culture.</summary>
    protected Option<double?> AddNumber(string name, string description)
    {
        var option = Add<double?>(name, description);
        option.CustomParser = result =>
        {
            var word = result.Tokens.Single().Value;
            if (double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            {
                return number;
            }
            result.AddError($"{name} takes a number such as 0.7, but was '{word}'.");
            return null;
        };
        return option;
    }

    /// <summary>A word without a dash.</summary>
    protected Argument<string> Word(string name, string description)
    {
        var word = new Argument<string>(name) { Description = description };
        Add(word);
        return word;
    }
}
