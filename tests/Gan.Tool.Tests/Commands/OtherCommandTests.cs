using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gan.Tool.Tests.Commands;

/// <summary>The commands that look at things: data, verify, evaluate, report, config, completion.</summary>
public sealed class OtherCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Data_say_kind_count_shape_and_classes()
    {
        ToolRun
            .Good("data mnist")
            .Should()
            .Contain("count: 10000")
            .And.Contain("shape: [1, 28, 28]")
            .And.Contain("classes: 10");
        var table = folder.Write("t.csv", "a,b\n1,x\n2,y\n3,x\n");
        ToolRun.Good($"data {table}").Should().Contain("kind: a table").And.Contain("count: 3").And.Contain("b (2 cat");
    }

    [Fact]
    public void Files_of_a_folder_that_are_no_pictures_are_listed()
    {
        ToolRun.Good($"train --data mnist --network mlp-small --loss vanilla --steps 1 --batch 4 --out {folder["r"]}");
        ToolRun.Good($"sample {folder["r/00000-mnist-mlp-small"]} --count 6 --out {folder["p"]}");
        folder.Write("p/notes.txt", "no picture");
        using var data = JsonDocument.Parse(ToolRun.Good($"data {folder["p"]} --size 16 --json"));
        data.RootElement.GetProperty("count").GetInt64().Should().Be(6);
        data.RootElement.GetProperty("shape").GetString().Should().Be("[3, 16, 16]");
        data.RootElement.GetProperty("problems")[0].GetString().Should().Contain("notes.txt");
        ToolRun
            .Good($"train --data {folder["p"]} --size 16 --steps 2 --batch 2 --out {folder["q"]} --set training.seed=1")
            .Should()
            .Contain("6 samples of [3, 16, 16]");
        ToolRun
            .Good($"evaluate {folder["q/00000-p-recommended"]} --data {folder["p"]} --count 6")
            .Should()
            .Contain("fid");
        var report = ToolRun.Good($"report {folder["q"]}");
        report.Should().Contain("networks: DcganOptions").And.Contain("step: 2").And.Contain("finished: true");
    }

    [Fact]
    public void A_generator_is_judged_in_pixels_and_the_numbers_are_those_of_the_library()
    {
        ToolRun.Good($"train --data ring --network mlp-small --loss vanilla --steps 1 --batch 4 --out {folder["r"]}");
        var said = JsonNode.Parse(
            ToolRun.Good($"evaluate {folder["r/00000-ring-mlp-small"]} --data ring --count 50 --json")
        )!;
        said["fid"]!.GetValue<double>().Should().BePositive();
        said["samples"]!.GetValue<long>().Should().Be(50);
        ToolRun.Of($"evaluate {folder["r/00000-ring-mlp-small"]} --data mnist").Status.Should().Be(2);
    }

    [Fact]
    public void The_schema_knows_every_setting_and_every_name()
    {
        var schema = JsonNode.Parse(ToolRun.Good("config schema"))!;
        schema["properties"]!["training"]!["properties"]!["steps"].Should().NotBeNull();
        schema["additionalProperties"]!.GetValue<bool>().Should().BeFalse();
        schema["properties"]!["networks"]!
            .ToJsonString()
            .Should()
            .Contain("\"dcgan-paper\"")
            .And.Contain("featureMaps");
    }

    [Theory]
    [InlineData("completion bash", "complete -o default -F _gan gan")]
    [InlineData("completion words -- tr", "train")]
    [InlineData("completion words -- train --lo", "--loss")]
    [InlineData("completion words -- train --loss wgan", "wgangp")]
    public void A_shell_is_told_what_may_stand_there(string line, string word) =>
        ToolRun.Good(line).Split('\n').Should().Contain(word);

    [Theory]
    [InlineData("", 2)]
    [InlineData("nonsense", 2)]
    [InlineData("config", 2)]
    [InlineData("report /no/such", 2)]
    [InlineData("data /no/such", 2)]
    [InlineData("verify /no/such", 1)]
    [InlineData("--help", 0)]
    [InlineData("train --help", 0)]
    public void A_command_ends_with_its_status(string line, int status)
    {
        var run = ToolRun.Of(line);
        run.Status.Should().Be(status, run.Errors);
        if (status != 0)
        {
            run.Errors.Trim().Should().NotBeEmpty().And.NotContain("   at ");
        }
    }
}
