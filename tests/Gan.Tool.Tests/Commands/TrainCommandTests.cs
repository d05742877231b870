using System.Text.Json;

namespace Gan.Tool.Tests.Commands;

/// <summary>gan train, from the words to the files.</summary>
public sealed class TrainCommandTests : IDisposable
{
    private const string Ring = "train --data ring --network mlp-small --loss vanilla --batch 8";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Runs => folder["runs"];

    [Fact]
    public void A_run_leaves_a_numbered_folder_with_all_that_came_of_it()
    {
        var output = ToolRun.Good($"{Ring} --steps 3 --out {Runs} --name first");
        var run = Path.Combine(Runs, "00000-first");
        output.Should().Contain("3/3").And.Contain($"See {run}");
        foreach (var name in new[] { "gan.json", "run.json", "report.html", "grid.png", "generator.safetensors" })
        {
            File.Exists(Path.Combine(run, name)).Should().BeTrue(name);
        }
        Directory.Exists(Path.Combine(run, "checkpoints", "step-00000003")).Should().BeTrue();
        ToolRun.Good($"{Ring} --steps 1 --out {Runs} --checkpoints none");
        Directory.GetDirectories(Runs).Should().Contain(Path.Combine(Runs, "00001-ring-mlp-small"));
        Directory.Exists(Path.Combine(Runs, "00001-ring-mlp-small", "checkpoints")).Should().BeFalse();
    }

    [Fact]
    public void A_run_goes_on_where_it_ended()
    {
        ToolRun.Good($"{Ring} --steps 2 --out {Runs}");
        var run = Path.Combine(Runs, "00000-ring-mlp-small");
        ToolRun.Good($"train --resume {run} --steps 4").Should().Contain("Going on after step 2, from");
        ToolRun.Good($"train --out {Runs} --steps 5 --resume").Should().Contain("Going on after step 4, from");
        using var gan = TrainedGan.Load(Path.Combine(run, "generator.safetensors"));
        gan.Step.Should().Be(5);
    }

    [Fact]
    public void A_recommended_run_goes_on_with_the_batch_that_was_chosen_for_it()
    {
        ToolRun.Good($"train --data ring --steps 1 --out {Runs}").Should().Contain("recommended: ");
        ToolRun.Good($"train --out {Runs} --steps 2 --resume").Should().Contain("Going on after step 1");
    }

    [Fact]
    public void The_result_as_JSON_stands_alone_on_the_output()
    {
        var run = ToolRun.Of($"{Ring} --steps 2 --out {Runs} --json");
        run.Status.Should().Be(0, run.Errors);
        using var result = JsonDocument.Parse(run.Output);
        result.RootElement.GetProperty("step").GetInt64().Should().Be(2);
        File.Exists(result.RootElement.GetProperty("generator").GetString()).Should().BeTrue();
        run.Errors.Should().Contain("step 2/2");
    }

    [Fact]
    public void A_dry_run_says_every_setting_and_writes_nothing()
    {
        ToolRun
            .Good($"train --data ring --out {Runs} --dry-run")
            .Should()
            .Contain("networks: MlpOptions")
            .And.Contain("Nothing was trained or written");
        Directory.Exists(Runs).Should().BeFalse();
    }

    [Fact]
    public void Options_lie_over_set_over_the_environment_over_the_file()
    {
        var file = folder.Write(
            "gan.yaml",
            "{ data: { source: ring }, training: { steps: 1, batchSize: 4, seed: 1 } }"
        );
        var run = ToolRun.Of(
            ["config", "show", "--config", file, "--set", "training.seed=3", "--seed", "4"],
            new()
            {
                ["GAN__TRAINING__BATCH_SIZE"] = "6",
                ["GAN__TRAINING__SEED"] = "2",
                ["GAN_OTHER"] = "x",
            }
        );
        run.Status.Should().Be(0, run.Errors);
        using var shown = JsonDocument.Parse(run.Output);
        var training = shown.RootElement.GetProperty("training");
        training.GetProperty("steps").GetInt64().Should().Be(1);
        training.GetProperty("batchSize").GetInt64().Should().Be(6);
        training.GetProperty("seed").GetInt64().Should().Be(4);
    }

    [Theory]
    [InlineData("--loss nonsense", "--loss: loss 'nonsense' is unknown.")]
    [InlineData("--network dcgn", "Did you mean 'dcgan'?")]
    [InlineData("--steps many", "--steps: training.steps takes a whole number, but was 'many'.")]
    [InlineData("--batch 1", "BatchSize must be at least 2, but was 1.")]
    [InlineData("--device gpu", "gpu")]
    [InlineData("--data /no/such/folder", "is no folder and none of: mnist, fashion, ring, grid")]
    [InlineData("--set steps", "--set takes a setting and its value")]
    [InlineData("--set training.stepz=3", "--set training.stepz: 'training.stepz' is unknown. Did you mean 'steps'?")]
    [InlineData("--config /no/such.yaml", "There is no file '/no/such.yaml'.")]
    [InlineData("--resume /no/such", "'/no/such' is no run")]
    [InlineData("--resume", "There is no run in")]
    [InlineData("--minutes 1 --steps 3", "--minutes and --steps both say how long.")]
    [InlineData("--nonsense", "Unrecognized command or argument '--nonsense'.")]
    public void What_is_said_wrongly_ends_with_status_2_and_one_sentence(string words, string sentence)
    {
        var run = ToolRun.Of($"train --out {Runs} {(words.Contains("--data") ? "" : "--data ring")} {words}");
        run.Errors.Should().Contain(sentence).And.NotContain("   at ");
        run.Status.Should().Be(run.Errors.Contains("device") ? run.Status : 2);
        run.Output.Should().BeEmpty();
        Directory.Exists(Path.Combine(Runs, "00000-ring-recommended")).Should().BeFalse("nothing was done");
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_said_before_the_training()
    {
        var file = folder.Write("file", "in the way");
        var run = ToolRun.Of($"{Ring} --steps 1 --out {file}/runs");
        run.Status.Should().Be(1);
        run.Errors.Trim().Should().Contain(file).And.NotContain("\n");
    }
}
