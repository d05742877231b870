using System.CommandLine;
using Gan.Tool.Configuration;

namespace Gan.Tool;

/// <summary>What is wrong with a command line, in one line, with the word that was probably meant.</summary>
internal static class LineFaults
{
    /// <summary>All faults of a line that cannot be read.</summary>
    public static string Of(ParseResult line)
    {
        var faults = line.Errors.Select(error => OneLine(error.Message)).ToList();
        var command = line.CommandResult.Command;
        string[] known =
        [
            .. command.Options.Select(option => option.Name),
            .. command.Subcommands.Select(subcommand => subcommand.Name),
        ];
        foreach (var word in line.UnmatchedTokens)
        {
            var alike = known.Where(name => name.StartsWith('-') == word.StartsWith('-'));
            if (NearestName.Of(word, alike) is { } nearest)
            {
                faults.Add($"Did you mean '{nearest}'?");
            }
        }
        return $"{string.Join(" ", faults)} '--help' lists what there is.";
    }

    /// <summary>The sentence of an exception without the name of a parameter, which no user of a command line
    /// knows.</summary>
    public static string WithoutParameter(ArgumentException problem) =>
        problem.ParamName is { } name ? problem.Message.Replace($" (Parameter '{name}')", "") : problem.Message;

    // The parser lists the words that an option takes below each other.
    private static string OneLine(string message)
    {
        var lines = message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return lines.Length < 2 ? message : $"{lines[0]} {string.Join(", ", lines[1..])}.";
    }
}
