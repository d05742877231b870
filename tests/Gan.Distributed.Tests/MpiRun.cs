using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Gan.Distributed.Tests;

/// <summary>A run of <see cref="Piece"/> in several processes, in a folder of its own.</summary>
internal sealed class MpiRun : IDisposable
{
    private readonly Process process;
    private readonly Task<string> errors;

    private MpiRun(Process process)
    {
        this.process = process;
        errors = process.StandardError.ReadToEndAsync();
    }

    internal static MpiRun Start(int count, string folder, long steps, params (string Name, string Value)[] variables)
    {
        string[] own = ["dotnet", typeof(Piece).Assembly.Location, folder, $"{steps}"];
        var start =
            count == 0
                ? new ProcessStartInfo(own[0], own[1..])
                : new ProcessStartInfo(MpiFactAttribute.Program!, ["-n", $"{count}", .. own]);
        start.RedirectStandardError = true;
        start.RedirectStandardOutput = true;
        start.Environment["OMP_NUM_THREADS"] = "1";
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }
        return new(Process.Start(start)!);
    }

    /// <summary>Runs to the end without a fault.</summary>
    internal static void Complete(int count, string folder, long steps)
    {
        using var run = Start(count, folder, steps);
        var (status, errors) = run.End();
        status.Should().Be(0, errors);
    }

    internal (int Status, string Errors) End()
    {
        if (!process.WaitForExit(TimeSpan.FromMinutes(2)))
        {
            process.Kill(entireProcessTree: true);
        }
        process.WaitForExit();
        return (process.ExitCode, errors.Result);
    }

    /// <summary>Waits until a process has done a step.</summary>
    internal void WaitForStep(string folder, int rank, long step)
    {
        var file = Path.Combine(folder, Piece.ProgressOf(rank));
        for (var waits = 0; !File.Exists(file) || !File.ReadAllText(file).Contains($"{step}\n"); waits++)
        {
            process.HasExited.Should().BeFalse("it has steps to do");
            waits.Should().BeLessThan(6000);
            Thread.Sleep(10);
        }
    }

    /// <summary>The processes that mpirun started, in no order.</summary>
    internal IReadOnlyList<int> Pieces()
    {
        var found = new List<int>();
        foreach (var folder in Directory.GetDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), out var id) && IsPiece(id))
            {
                found.Add(id);
            }
        }
        return found;
    }

    internal void Terminate() => Kill(process.Id, Terminating).Should().Be(0);

    internal static void KillAtOnce(int id) => Kill(id, Killing).Should().Be(0);

    private bool IsPiece(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline").StartsWith("dotnet", StringComparison.Ordinal)
                && Ancestors(id).Contains(process.Id);
        }
        catch (IOException)
        {
            return false; // it has ended
        }
    }

    private static IEnumerable<int> Ancestors(int id)
    {
        while (id > 1)
        {
            var status = File.ReadAllText($"/proc/{id}/stat");
            id = int.Parse(status[(status.LastIndexOf(')') + 4)..].Split(' ')[0]);
            yield return id;
        }
    }

    private const int Killing = 9;
    private const int Terminating = 15;

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int id, int signal);

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }
        process.Dispose();
    }
}
