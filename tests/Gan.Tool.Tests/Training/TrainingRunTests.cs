namespace Gan.Tool.Tests.Training;

public sealed class TrainingRunTests : IDisposable
{
    private const string Ring = "train --data ring --network mlp-small --loss vanilla";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Runs => folder["runs"];

    [Fact]
    public void A_run_that_has_played_all_its_steps_says_how_to_ask_for_more()
    {
        ToolRun.Good($"{Ring} --batch 8 --steps 2 --out {Runs}").Should().NotContain("No step is left");
        var again = ToolRun.Good($"train --out {Runs} --resume");
        again.Should().Contain("No step is left: 2 were asked for. For more name them all: --steps 4");
    }

    [Fact]
    public void What_cannot_be_built_leaves_no_numbered_folder_and_spoils_none_that_was_there()
    {
        ToolRun.Of($"{Ring} --steps 1 --batch 1 --out {Runs}").Status.Should().Be(2);
        Directory.EnumerateFileSystemEntries(Runs).Should().BeEmpty();
        ToolRun.Good($"{Ring} --batch 8 --steps 1 --out {Runs}");
        var run = Path.Combine(Runs, "00000-ring-mlp-small");
        ToolRun.Of($"train --resume {run} --batch 1").Status.Should().Be(2);
        File.Exists(Path.Combine(run, "generator.safetensors")).Should().BeTrue();
    }
}
