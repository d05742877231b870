using System.Diagnostics;

namespace Gan.Acceptance.Tests.Checkpoints;

/// <summary>A file system that is really full.</summary>
public sealed class FullDiskTests
{
    // KiB: room for some checkpoints of the child's training, whose files take up whole pages
    private const int Size = 128;

    [MountFact]
    public void A_full_disk_stops_training_with_what_is_needed_and_free_and_the_checkpoints_before_stay_whole()
    {
        var mounted = Directory.CreateTempSubdirectory("gan-full").FullName;
        Mounts.Run("mount", "-t", "tmpfs", "-o", $"size={Size}k", "none", mounted).Should().Be(0);
        try
        {
            var store = Path.Combine(mounted, "store");
            var builder = Child
                .Builder(1000)
                .WithCheckpoints(
                    new CheckpointOptions(store)
                    {
                        Every = 2,
                        KeepLast = 1000,
                        Resume = true,
                    }
                );
            using (var trainer = builder.Build())
            {
                var full = FluentActions
                    .Invoking(() => trainer.Steps().Count())
                    .Should()
                    .Throw<CheckpointException>()
                    .Which;
                full.Path.Should().StartWith(store);
                full.Message.Should()
                    .MatchRegex(
                        $"The checkpoint '{store}/step-[0-9]+' could not be written: "
                            + ".+ It takes [0-9]+ bytes and some thousands more, and [0-9]+ are free\\. "
                            + "The one of step [0-9]+ is whole\\. Make room, then go on with Resume = true\\."
                    );
                trainer.Step.Should().BeGreaterThan(4, "there is room for a few");
            }
            Directory.GetDirectories(store, "*.tmp").Should().BeEmpty("what was begun is removed");
            var whole = Directory.GetDirectories(store);
            foreach (var one in whole)
            {
                using var loaded = TrainedGan.Load(Path.Combine(one, "average.safetensors"));
                loaded.Step.Should().BePositive();
            }
            foreach (var old in whole.Order().SkipLast(1))
            {
                Directory.Delete(old, recursive: true); // makes room
            }
            using var goesOn = builder.Build(); // checks every hash
            goesOn.Step.Should().BeGreaterThan(4);
            goesOn.Steps().Take(2).Should().HaveCount(2);
        }
        finally
        {
            Mounts.Run("umount", "-l", mounted);
            Directory.Delete(mounted);
        }
    }
}

/// <summary>Needs the right to mount, which root has outside of most containers.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MountFactAttribute : FactAttribute
{
    /// <summary>Tries it once.</summary>
    public MountFactAttribute()
    {
        if (!Mounts.Permitted.Value)
        {
            Skip = "mounting a tmpfs is not permitted here; CrashTests has the variant with a limit on files";
        }
    }
}

internal static class Mounts
{
    internal static readonly Lazy<bool> Permitted = new(() =>
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }
        var folder = Directory.CreateTempSubdirectory("gan-mount").FullName;
        try
        {
            if (Run("mount", "-t", "tmpfs", "-o", "size=64k", "none", folder) != 0)
            {
                return false;
            }
            return Run("umount", folder) == 0;
        }
        finally
        {
            Directory.Delete(folder);
        }
    });

    internal static int Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(program, arguments) { RedirectStandardError = true }
            )!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1; // no such program
        }
    }
}
