using System.Diagnostics;
using System.Globalization;

namespace Gan.Tool.Tests;

/// <summary>gan as a process of its own.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private Process Start(string words)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Gan.Tool.dll");
        // A shell that runs this test in the background may ignore the signal, and children inherit that.
        return Process.Start(
            new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", program, .. words.Split(' ')])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = folder.Root,
            }
        )!;
    }

    [LinuxFact("env of other systems knows no signals")]
    public void Ctrl_C_leaves_a_checkpoint_and_the_generator_and_status_130()
    {
        using var process = Start(
            "train --data ring --network mlp-small --loss vanilla --steps 1000000 --every 1000000"
        );
        for (var line = 0; line < 3; line++)
        {
            process.StandardOutput.ReadLine(); // data, networks, the first step
        }
        using (var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            kill.WaitForExit();
        }
        process.StandardOutput.ReadToEnd().Should().Contain("See runs/00000-ring-mlp-small");
        process.WaitForExit();
        process.ExitCode.Should().Be(130);
        process.StandardError.ReadToEnd().Should().Be("Stopping after this step; Ctrl-C again leaves at once.\n");
        var run = folder["runs/00000-ring-mlp-small"];
        Directory.GetDirectories(Path.Combine(run, "checkpoints")).Should().ContainSingle();
        using var gan = TrainedGan.Load(Path.Combine(run, "generator.safetensors"));
        gan.Step.Should().BePositive();
    }

    [LinuxFact("env of other systems knows no signals")]
    public void Nothing_that_a_user_can_mend_shows_a_trace()
    {
        using var process = Start("sample none.safetensors");
        process
            .StandardError.ReadToEnd()
            .Should()
            .StartWith("There is no file 'none.safetensors'.")
            .And.NotContain("   at ");
        process.WaitForExit();
        process.ExitCode.Should().Be(1);
    }

    [MpiFact]
    public void Two_processes_of_mpirun_leave_one_run_and_speak_once()
    {
        const string Line = "train --data ring --network mlp-small --loss vanilla --steps 20 --batch 32 --mpi";
        var program = Path.Combine(AppContext.BaseDirectory, "Gan.Tool.dll");
        var start = new ProcessStartInfo(MpiFactAttribute.Program!, ["-n", "2", "dotnet", program, .. Line.Split(' ')])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = folder.Root,
            Environment = { ["OMP_NUM_THREADS"] = "1" },
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.Should().Be(0);
        output.Split('\n').Count(line => line.Contains("See runs/")).Should().Be(1);
        Directory.GetDirectories(folder["runs"]).Should().ContainSingle();
        using var gan = TrainedGan.Load(folder["runs/00000-ring-mlp-small/generator.safetensors"]);
        gan.Step.Should().Be(20);
    }
}
