using System.CommandLine;
using System.CommandLine.Help;
using Gan.Data;
using Gan.Tool.Commands;

namespace Gan.Tool;

/// <summary>The command line <c>gan</c>.</summary>
internal static class GanTool
{
    /// <summary>Runs a command line; what a user can mend becomes one sentence among the errors.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static int Run(IReadOnlyList<string> words, ToolConsole console)
    {
        var root = Root(console);
        root.Add(new VersionOption());
        return Run(root, words, console);
    }

    /// <summary>The command <c>gan</c> with all of its own.</summary>
    internal static Command Root(ToolConsole console)
    {
        var root = new Command("gan", "Trains, samples and judges generative adversarial networks.");
        foreach (var command in ToolCommand.All(console))
        {
            root.Add(command);
        }
        return root;
    }

    /// <summary>Runs one command as a program of its own.</summary>
    public static int Run(Command command, IReadOnlyList<string> words, ToolConsole console)
    {
        command.Add(new HelpOption());
        var line = command.Parse(words);
        if (line.Errors.Count > 0)
        {
            console.Error.WriteLine(LineFaults.Of(line));
            return ExitCode.Misused;
        }
        try
        {
            return line.Invoke(
                new()
                {
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = null,
                    Output = console.Out,
                    Error = console.Error,
                }
            );
        }
        catch (Exception problem) when (problem is ToolException or GanConfigurationException)
        {
            console.Error.WriteLine(problem.Message);
            return ExitCode.Misused;
        }
        catch (ArgumentException problem)
        {
            console.Error.WriteLine(LineFaults.WithoutParameter(problem));
            return ExitCode.Misused;
        }
        catch (Exception problem) when (IsForUsers(problem))
        {
            console.Error.WriteLine(problem.Message);
            return ExitCode.Failed;
        }
    }

    /// <summary>Whether an exception's message tells a user what to mend.</summary>
    internal static bool IsForUsers(Exception problem) =>
        problem
            is DataFormatException
                or IOException
                or UnauthorizedAccessException
                or NotSupportedException
                or InvalidOperationException
                or ArgumentException
                or NonFiniteException
                or OutOfMemoryException
                or AggregateException
                or TorchBackendException
                or InvalidDataException
                or CheckpointException;
}
