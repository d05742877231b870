using System.Diagnostics;

namespace Gan.Acceptance.Tests.Checkpoints;

/// <summary>Processes that end as processes do: on their own, killed, without room, and by Ctrl-C.</summary>
public sealed class CrashTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gan-crash").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Straight(long steps)
    {
        var straight = Path.Combine(folder, "straight");
        Child.Builder(steps).WithCheckpoints(Child.Options(straight, steps)).Train().Dispose();
        return Child.Newest(straight);
    }

    [Fact]
    public void A_training_goes_on_in_a_new_process_bit_for_bit()
    {
        var pieces = Path.Combine(folder, "pieces");
        foreach (var steps in new[] { 7, 20 })
        {
            using var process = Child.Start(Child.Command(pieces, steps, 100));
            process.StandardError.ReadToEnd().Should().BeEmpty();
            process.WaitForExit();
            process.ExitCode.Should().Be(0);
        }
        Child.ShouldHoldTheSame(Child.Newest(pieces), Straight(20));
    }

    /// <summary>GAN_KILLS sets another number than 50. Each kill costs a start of .NET and libtorch: half a second of a
    /// processor.</summary>
    [Fact]
    public async Task After_each_kill_the_newest_checkpoint_is_whole_and_training_goes_on()
    {
        var kills = int.TryParse(Environment.GetEnvironmentVariable("GAN_KILLS"), out var wanted) ? wanted : 50;
        var killed = Path.Combine(folder, "killed");
        var interrupted = 0;
        var random = new Random(1);
        var reached = 0L;
        for (var kill = 0; kill < kills; kill++)
        {
            using var process = Child.Start(Child.Command(killed, 1_000_000, 1));
            var errors = process.StandardError.ReadToEndAsync();
            await GoneOn(process, killed, reached);
            // Writing a checkpoint takes most of the time between two of them, so that most kills fall into it.
            var until = Stopwatch.GetTimestamp() + random.NextInt64(Stopwatch.Frequency / 25);
            while (Stopwatch.GetTimestamp() < until) { }
            process.Kill();
            await process.WaitForExitAsync();
            (await errors).Should().BeEmpty();
            if (Directory.EnumerateDirectories(killed, "*.tmp").Any())
            {
                interrupted++;
            }
            // checks every hash
            using var resumed = Child.Builder(1_000_000).WithCheckpoints(Child.Options(killed, 1)).Build();
            resumed.Step.Should().BeGreaterThan(reached);
            reached = resumed.Step;
        }
        if (kills >= 50)
        {
            interrupted.Should().BeGreaterThan(5, "a test that never hits a write proves little");
        }
        Child.Builder(reached + 2).WithCheckpoints(Child.Options(killed, 1)).Train().Dispose();
        Child.ShouldHoldTheSame(Child.Newest(killed), Straight(reached + 2));
    }

    private static async Task GoneOn(Process process, string killed, long reached)
    {
        // Not the very next one: it may be superseded and gone before anyone looks.
        var start = Stopwatch.GetTimestamp();
        while (
            Reached(killed) <= reached
            && !process.HasExited
            && Stopwatch.GetElapsedTime(start) < TimeSpan.FromMinutes(2)
        )
        {
            await Task.Delay(1);
        }
        Reached(killed).Should().BeGreaterThan(reached);
        process.HasExited.Should().BeFalse();
    }

    private static long Reached(string killed) =>
        !Directory.Exists(killed)
            ? 0
            : Directory
                .EnumerateDirectories(killed, "step-????????")
                .Select(d =>
                    long.Parse(Path.GetFileName(d)["step-".Length..], System.Globalization.CultureInfo.InvariantCulture)
                )
                .DefaultIfEmpty()
                .Max();

    /// <summary>A limit on the size of files stands for the full disk, which takes a mount and so the rights of root;
    /// the system refuses the same call.</summary>
    [UnixFact("Windows has no limit on the size of files.")]
    public void Where_there_is_no_room_training_stops_with_a_clear_error_and_the_checkpoints_stay_whole()
    {
        var full = Path.Combine(folder, "full");
        Child.Builder(4).WithCheckpoints(Child.Options(full, 2)).Train().Dispose();
        using (
            var process = Child.Start([
                "bash",
                "-c",
                "trap '' XFSZ; export GAN_FILE_LIMIT=1024; exec \"$@\"",
                "bash",
                .. Child.Command(full, 10, 2),
            ])
        )
        {
            var errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            process.ExitCode.Should().Be(3, errors);
            errors
                .Should()
                .Contain("step-00000006' could not be written")
                .And.Contain("The one of step 4 is whole. Make room, then go on with Resume = true.");
        }
        Directory
            .GetDirectories(full)
            .Select(Path.GetFileName)
            .Should()
            .BeEquivalentTo("step-00000002", "step-00000004");
        Child.Builder(10).WithCheckpoints(Child.Options(full, 2)).Train().Dispose();
        Child.ShouldHoldTheSame(Child.Newest(full), Straight(10));
    }
}
