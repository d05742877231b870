using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gan.Tool.Tests.Commands;

/// <summary>The commands that look at things: data, verify, evaluate, report, config, completion.</summary>
public sealed class OtherCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

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
}
