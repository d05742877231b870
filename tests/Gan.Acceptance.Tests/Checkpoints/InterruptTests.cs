using System.Diagnostics;
using System.Globalization;

namespace Gan.Acceptance.Tests.Checkpoints;

/// <summary>The quick start's checkpoints, and what it makes of Ctrl-C.</summary>
public sealed class InterruptTests : IDisposable
{
    private const string OnWindows = "Windows has other signals.";

    private readonly string folder = Directory.CreateTempSubdirectory("gan-interrupt").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Store => Path.Combine(folder, "store");

    private Process Quickstart(string arguments)
    {
        // A shell that runs this test in the background may ignore the signal, and children inherit that.
        return Child.Start([
            "env",
            "--default-signal=INT",
            "dotnet",
            SampleProgram.Path("Quickstart"),
            .. arguments.Split(' '),
            "--out",
            Path.Combine(folder, "out"),
        ]);
    }

    private static void Interrupt(Process process)
    {
        using var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    [UnixFact(OnWindows)]
    public void Ctrl_C_finishes_the_step_writes_a_checkpoint_and_resume_goes_on_from_there()
    {
        using (
            var process = Quickstart(
                $"--data ring --loss vanilla --network mlp-small --steps 1000000 --checkpoints {Store} --every 1000000"
            )
        )
        {
            for (var line = 0; line < 3; line++)
            {
                process.StandardOutput.ReadLine(); // data, networks, the first step
            }
            Interrupt(process);
            var errors = process.StandardError.ReadToEnd();
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            process.ExitCode.Should().Be(0, errors);
            errors.Should().Contain("Stopping after this step; Ctrl-C again leaves at once.");
        }
        var stored = Path.GetFileName(Child.Newest(Store));
        var step = long.Parse(stored["step-".Length..], CultureInfo.InvariantCulture);
        File.Exists(Path.Combine(folder, "out", "samples.npy")).Should().BeTrue("what was learnt is still saved");
        using var resumed = Quickstart(
            "--data ring --loss vanilla --network "
                + $"mlp-small --steps {step + 3} --checkpoints {Store} --every 2 --resume"
        );
        resumed
            .StandardOutput.ReadToEnd()
            .Should()
            .Contain(FormattableString.Invariant($"Going on after step {step}, from {Store}"));
        resumed.StandardError.ReadToEnd().Should().BeEmpty();
        Path.GetFileName(Child.Newest(Store)).Should().Be(FormattableString.Invariant($"step-{step + 3:D8}"));
    }

    [UnixFact(OnWindows)]
    public void A_second_Ctrl_C_leaves_at_once()
    {
        // The record of the run goes into a pipe that nobody reads: the training never gets past it, however fast its
        // steps are.
        Directory.CreateDirectory(Path.Combine(folder, "out"));
        using (var pipe = Process.Start("mkfifo", [Path.Combine(folder, "out", "run.json")]))
        {
            pipe.WaitForExit();
        }
        using var process = Quickstart(
            $"--data ring --loss vanilla --network mlp-small --steps 1 --checkpoints {Store}"
        );
        process.StandardOutput.ReadLine();
        process.StandardOutput.ReadLine(); // the networks are made
        Interrupt(process);
        process.StandardError.ReadLine().Should().Contain("Ctrl-C again leaves at once");
        Interrupt(process);
        process.WaitForExit(TimeSpan.FromMinutes(1)).Should().BeTrue("the training itself never ends");
        process.ExitCode.Should().NotBe(0);
        Directory.GetDirectories(Store).Should().BeEmpty("it did not wait for a step");
    }

    [Theory]
    [InlineData("--resume --steps 1", "--resume needs --checkpoints")]
    [InlineData("--checkpoints STORE --every 0 --steps 1", "CheckpointOptions.Every must be at least 1, but was 0.")]
    public void Options_that_say_nothing_are_refused(string arguments, string message)
    {
        using var process = Quickstart(arguments.Replace("STORE", Store));
        process.StandardError.ReadToEnd().Should().Contain(message);
        process.WaitForExit();
        process.ExitCode.Should().Be(1);
    }
}
