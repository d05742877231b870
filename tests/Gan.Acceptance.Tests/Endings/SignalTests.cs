using System.Diagnostics;
using Gan.Acceptance.Tests.Checkpoints;
using Gan.Tests;

namespace Gan.Acceptance.Tests.Endings;

/// <summary>docker stop, systemd, batch schedulers and a closed terminal end a training as the first Ctrl-C
/// does.</summary>
public sealed class SignalTests : IDisposable
{
    private const string Elsewhere = "/proc tells on Linux alone when a process listens";
    private const int Hangup = 1;

    private readonly string folder = Directory.CreateTempSubdirectory("gan-signal").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static void AwaitTraining(Process process)
    {
        for (var line = 0; line < 3; line++)
        {
            process.StandardOutput.ReadLine(); // data, networks, the first step
        }
    }

    private static void End(Process process, string signal)
    {
        Programs.Send(signal, process);
        process.StandardOutput.ReadToEnd();
        process.WaitForExit(TimeSpan.FromMinutes(2)).Should().BeTrue("a million steps take longer");
        process.ExitCode.Should().Be(0);
    }

    [LinuxFact(Elsewhere)]
    public void The_quick_start_ends_with_its_files_its_checkpoint_and_a_report_that_says_so()
    {
        foreach (var (signal, name) in new[] { ("TERM", "SIGTERM"), ("HUP", "SIGHUP") })
        {
            var place = Path.Combine(folder, signal);
            using var process = Programs.Start(
                "Quickstart",
                folder,
                $"{Programs.Points} --steps 1000000 --out {place} --checkpoints {place}/store --every 1000000"
            );
            AwaitTraining(process);
            End(process, signal);
            process
                .StandardError.ReadToEnd()
                .Should()
                .Be($"Stopping after this step; another {name} leaves at once.\n");
            File.ReadAllText(Path.Combine(place, "report.html")).Should().Contain("Stopped early: cancelled");
            using var gan = TrainedGan.Load(Path.Combine(place, "generator.safetensors"));
            gan.Step.Should().BePositive();
            Child.Newest(Path.Combine(place, "store")).Should().EndWith(FormattableString.Invariant($"{gan.Step:D8}"));
        }
    }

    [LinuxFact(Elsewhere)]
    public void Every_sample_ends_by_SIGTERM_with_its_results()
    {
        foreach (var name in Programs.Names.Except(["Quickstart", "Serving"]))
        {
            var place = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
            using var process = Programs.Start(name, place, "--steps 1000000");
            while (!Programs.HasLoaded(process, "libtorch_cpu")) // behind the signals in each of them
            {
                process.HasExited.Should().BeFalse("{0} trains a million steps", name);
                Thread.Sleep(50);
            }
            End(process, "TERM");
            process.StandardError.ReadToEnd().Should().BeEmpty("{0} ends in order", name);
            if (name != "Telemetry") // which only prints
            {
                Directory
                    .EnumerateFiles(Path.Combine(place, "out"), "*", SearchOption.AllDirectories)
                    .Should()
                    .NotBeEmpty("{0} saves what was learnt", name);
            }
        }
    }

    [LinuxFact(Elsewhere)]
    public void A_training_under_nohup_goes_on_when_its_terminal_closes()
    {
        using var process = Child.Start([
            "nohup",
            "dotnet",
            SampleProgram.Path("Quickstart"),
            .. $"{Programs.Points} --steps 1000000 --out {folder}/out".Split(' '),
        ]);
        AwaitTraining(process);
        Programs.Ignores(process, Hangup).Should().BeTrue();
        Programs.Send("HUP", process);
        process.WaitForExit(TimeSpan.FromSeconds(1)).Should().BeFalse("it does not hear");
        End(process, "TERM");
    }
}
