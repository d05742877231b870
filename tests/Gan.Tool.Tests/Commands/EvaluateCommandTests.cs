using System.Text.Json.Nodes;

namespace Gan.Tool.Tests.Commands;

public sealed class EvaluateCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

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
        var one = ToolRun.Of($"evaluate {folder["r/00000-ring-mlp-small"]} --data ring --count 1");
        one.Status.Should().Be(2);
        one.Errors.Should().Be("--count must be at least 2, but was 1.\n");
        ToolRun
            .Of($"evaluate {folder["r/00000-ring-mlp-small"]} --data ring --features inception.pt")
            .Errors.Should()
            .Contain("but there is no file 'inception.pt'.");
    }
}
