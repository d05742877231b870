using Gan.Acceptance.Tests.Checkpoints;
using Gan.Tests;

namespace Gan.Acceptance.Tests.Endings;

/// <summary>Output that cannot be written: one line with the path and what to do, status 1, and nothing that was learnt
/// is lost.</summary>
public sealed class OutputTests : IDisposable
{
    private const string Remedy =
        " Choose another path, or see to it that this one can be written and its disk has room.\n";

    private readonly string folder = Directory.CreateTempSubdirectory("gan-output").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string this[string name] => Path.Combine(folder, name);

    private (int Status, string Output, string Errors) Quickstart(string arguments, string redirection = "") =>
        Programs.Shell(
            $"exec dotnet {SampleProgram.Path("Quickstart")} {Programs.Points} --steps 3 {arguments} {redirection}",
            folder
        );

    private void ShouldBeRefused(string place, string reason)
    {
        var (status, output, errors) = Quickstart($"--out {place}");
        errors.Should().Be($"{reason}.{Remedy}");
        output.Should().BeEmpty("it is said before the training");
        status.Should().Be(1);
    }

    [UnixFact("Windows has no shell to start it by")]
    public void A_file_in_place_of_the_folder_and_a_folder_in_place_of_a_file_are_said_before_the_training()
    {
        File.WriteAllText(this["file"], "");
        ShouldBeRefused("file", $"'{this["file"]}' cannot be written: it is a file");
        ShouldBeRefused(
            "file/sub",
            $"'{this["file/sub"]}' cannot be written: '{this["file"]}' is a file and no folder"
        );
        Directory.CreateDirectory(this["out/generator.safetensors"]);
        ShouldBeRefused("out", $"'{this["out/generator.safetensors"]}' cannot be written: it is a folder");
    }

    [MountFact]
    public void A_read_only_and_a_full_disk_are_said_before_the_training()
    {
        var disk = Directory.CreateDirectory(this["disk"]).FullName;
        Mounts.Run("mount", "-t", "tmpfs", "-o", "ro", "none", disk).Should().Be(0);
        try
        {
            ShouldBeRefused("disk/out", $"'{disk}/out' cannot be written: Read-only file system in '{disk}'");
            foreach (var sample in new[] { "PlainMlp", "Table" })
            {
                var (status, _, errors) = Programs.Shell($"exec dotnet {SampleProgram.Path(sample)} --steps 2", disk);
                errors
                    .Should()
                    .StartWith("Read-only file system")
                    .And.Contain("Start it in a folder that can be written");
                errors.TrimEnd().Should().NotContain("\n");
                status.Should().Be(1);
            }
        }
        finally
        {
            Mounts.Run("umount", disk).Should().Be(0);
        }
        Mounts.Run("mount", "-t", "tmpfs", "-o", "size=8k", "none", disk).Should().Be(0);
        try
        {
            File.WriteAllBytes(Path.Combine(disk, "other"), new byte[8192]);
            ShouldBeRefused("disk/out", $"'{disk}/out' cannot be written: No space left on device in '{disk}'");
        }
        finally
        {
            Mounts.Run("umount", disk).Should().Be(0);
        }
    }

    [MountFact]
    public void A_disk_that_fills_while_it_trains_costs_no_training()
    {
        var disk = Directory.CreateDirectory(this["disk"]).FullName;
        Mounts.Run("mount", "-t", "tmpfs", "-o", "size=64k", "none", disk).Should().Be(0);
        try
        {
            var (status, output, errors) = Quickstart("--out disk/out");
            status.Should().Be(1);
            output.Should().Contain("step 3/3 (100 %)");
            errors.TrimEnd().Should().NotContain("\n").And.Contain(disk);
            var saved = errors.Split("What was learnt in 3 steps is in ")[1].TrimEnd('\n', '.');
            using (var gan = TrainedGan.Load(saved))
            {
                gan.Step.Should().Be(3);
            }
            if (!saved.StartsWith(disk, StringComparison.Ordinal))
            {
                Directory.Delete(Path.GetDirectoryName(saved)!, recursive: true);
            }
        }
        finally
        {
            Mounts.Run("umount", disk).Should().Be(0);
        }
    }

    [LinuxFact("only Linux has /dev/full")]
    public void A_full_or_closed_standard_output_costs_no_training()
    {
        foreach (
            var (redirection, reason) in new[] { (">/dev/full", "No space left on device"), (">&-", "it is closed") }
        )
        {
            var (status, _, errors) = Quickstart("--out out", redirection);
            errors
                .Should()
                .StartWith("ConsoleProgress failed after step 1")
                .And.Contain(
                    $"The standard output cannot be written: {reason}. Send it to a file or device that takes it."
                )
                .And.EndWith("The other results are in out.\n");
            errors.TrimEnd().Should().NotContain("\n");
            status.Should().Be(1);
            using var gan = TrainedGan.Load(this["out/generator.safetensors"]);
            gan.Step.Should().Be(3);
            Directory.Delete(this["out"], recursive: true);
        }
    }

    [UnixFact("Windows has no shell to start it by")]
    public void A_reader_that_leaves_after_a_line_is_no_fault()
    {
        var (_, output, errors) = Programs.Shell(
            $"(dotnet {SampleProgram.Path("Quickstart")} {Programs.Points} --steps 3 --out out; echo status $? >&2) "
                + "| head -n 1",
            folder
        );
        output.Should().StartWith("ring of 8 Gaussians");
        errors.Should().Be("status 0\n");
    }
}
