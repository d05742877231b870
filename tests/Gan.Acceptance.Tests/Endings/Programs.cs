using System.Diagnostics;
using System.Globalization;
using Gan.Acceptance.Tests.Checkpoints;

namespace Gan.Acceptance.Tests.Endings;

/// <summary>The programs of samples/, each as a process of its own.</summary>
internal static class Programs
{
    /// <summary>The quick start on points: a step takes milliseconds.</summary>
    internal const string Points = "--data ring --loss vanilla --network mlp-small";

    internal static string[] Names =>
        [
            .. Directory
                .GetDirectories(Path.Combine(SampleProgram.Root, "samples"))
                .Where(folder => File.Exists(Path.Combine(folder, "Program.cs")))
                .Select(folder => Path.GetFileName(folder)!)
                .Order(StringComparer.Ordinal),
        ];

    /// <param name="name">The program's.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="arguments">Divided by spaces.</param>
    internal static Process Start(string name, string folder, string arguments) =>
        // A shell that runs this test in the background may ignore the signals, and children inherit that.
        Child.Start([
            "env",
            "--default-signal=INT,TERM,HUP",
            $"--chdir={folder}",
            "dotnet",
            SampleProgram.Path(name),
            .. arguments.Split(' '),
        ]);

    /// <summary>Runs a line of a shell to its end.</summary>
    internal static (int Status, string Output, string Errors) Shell(string line, string folder)
    {
        using var process = Child.Start(["env", $"--chdir={folder}", "sh", "-c", line]);
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }

    internal static void Send(string signal, Process process)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    internal static bool HasLoaded(Process process, string library) =>
        File.ReadLines($"/proc/{process.Id}/maps").Any(line => line.Contains(library, StringComparison.Ordinal));

    /// <summary>Whether a process ignores a signal, from the mask that Linux shows.</summary>
    internal static bool Ignores(Process process, int signal)
    {
        const string Mask = "SigIgn:";
        var line = File.ReadLines($"/proc/{process.Id}/status")
            .First(text => text.StartsWith(Mask, StringComparison.Ordinal));
        var bits = ulong.Parse(line[Mask.Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return ((bits >> (signal - 1)) & 1) == 1;
    }
}
