using System.Diagnostics;

namespace Gan.Monitoring.Tests;

/// <summary>Debian's Python as a witness from outside. Tests that need it say so and pass over where it is missing.</summary>
internal static class Python
{
    private const string Program = "/usr/bin/python3";

    /// <summary>Null where the program can run; else the reason to skip.</summary>
    public static string? Missing(params string[] modules)
    {
        if (!File.Exists(Program)) return $"{Program} is not here. eng/setup.sh --tests brings it.";
        return modules.FirstOrDefault(m => Run(["-c", $"import {m}"]).Status != 0) is { } module ? $"Python has no {module}. eng/setup.sh --tests brings it." : null;
    }

    public static string[] Lines(params string[] arguments)
    {
        var (status, output, errors) = Run(arguments);
        status.Should().Be(0, errors);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static (int Status, string Output, string Errors) Run(string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }
}

/// <summary>A fact that needs Python with modules.</summary>
internal sealed class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute(params string[] modules) => Skip = Python.Missing(modules);
}
