using System.Diagnostics;

/// <summary>Programs run as processes of their own; the last line they print is their answer.</summary>
internal static class Child
{
    // How threads wait is told to this process's own libtorch when it starts, and would be handed on with the
    // environment.
    private static readonly string[] NotHandedOn = ["OMP_WAIT_POLICY", "GOMP_SPINCOUNT"];

    /// <summary>This program again.</summary>
    internal static string RunSelf(string[] arguments, Dictionary<string, string> environment) =>
        Run(Environment.ProcessPath!, [.. Self(), .. arguments], environment);

    internal static string Run(string program, string[] arguments, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        foreach (var name in NotHandedOn)
        {
            start.Environment.Remove(name);
        }
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.Trim().Split('\n')[^1]
            : throw new InvalidOperationException(
                $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}."
            );
    }

    // 'dotnet x.dll' has the host as its process, an executable itself.
    private static string[] Self() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(Child).Assembly.Location] : [];
}
