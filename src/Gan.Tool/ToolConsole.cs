using Spectre.Console;

namespace Gan.Tool;

/// <summary>Where a command writes to, and what it learns from its surroundings.</summary>
/// <param name="Out">What was asked for.</param>
/// <param name="Error">What went wrong, and what is said beside a result that a program reads.</param>
internal sealed record ToolConsole(TextWriter Out, TextWriter Error)
{
    /// <summary>Shows progress; null for the process's standard output.</summary>
    public IAnsiConsole? Progress { get; init; }

    /// <summary>Variables of the environment by name.</summary>
    public System.Collections.IDictionary Environment { get; init; } = System.Environment.GetEnvironmentVariables();

    /// <summary>That of the process.</summary>
#pragma warning disable RS0030 // the one place of a program that writes to the console
    public static ToolConsole OfProcess() => new(Console.Out, Console.Error);
#pragma warning restore RS0030

    /// <summary>Progress as lines among the errors, so that the output holds the result alone.</summary>
    public IAnsiConsole ProgressAside() =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Error), Ansi = AnsiSupport.No });
}
