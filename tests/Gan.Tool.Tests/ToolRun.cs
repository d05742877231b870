using System.Collections;
using Spectre.Console;

namespace Gan.Tool.Tests;

/// <summary>A command line of the tool, run in this process, and what it wrote.</summary>
internal sealed record ToolRun(int Status, string Output, string Errors)
{
    /// <summary>Runs words that are divided by spaces.</summary>
    public static ToolRun Of(string line) => Of(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Runs words.</summary>
    public static ToolRun Of(string[] words, Hashtable? environment = null)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        var settings = new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Ansi = AnsiSupport.No };
        var console = new ToolConsole(output, errors)
        {
            Progress = AnsiConsole.Create(settings),
            Environment = environment ?? [],
        };
        var status = GanTool.Run(words, console);
        return new(status, output.ToString(), errors.ToString());
    }

    /// <summary>Runs words that must end well, and returns what they wrote.</summary>
    public static string Good(string line)
    {
        var run = Of(line);
        run.Status.Should().Be(0, run.Errors);
        return run.Output;
    }
}
