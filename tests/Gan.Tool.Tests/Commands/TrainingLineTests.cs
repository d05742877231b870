using System.Text.Json;

namespace Gan.Tool.Tests.Commands;

public sealed class TrainingLineTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Steps_of_the_line_outlast_minutes_of_a_file()
    {
        var file = folder.Write("gan.yaml", "{ data: { source: ring }, training: { minutes: 5 } }");
        using var shown = JsonDocument.Parse(ToolRun.Good($"config show --config {file} --steps 7"));
        var training = shown.RootElement.GetProperty("training");
        training.GetProperty("steps").GetInt64().Should().Be(7);
        training.TryGetProperty("minutes", out var minutes);
        minutes.ValueKind.Should().BeOneOf(JsonValueKind.Null, JsonValueKind.Undefined);
        ToolRun.Good($"train --config {file} --steps 2 --batch 4 --out {folder["r"]}").Should().Contain("2/2");
    }

    [Fact]
    public void Minutes_of_the_line_are_taken_where_a_file_has_steps()
    {
        var file = folder.Write("gan.yaml", "{ data: { source: ring }, training: { steps: 5 } }");
        using var shown = JsonDocument.Parse(ToolRun.Good($"config show --config {file} --minutes 2"));
        shown.RootElement.GetProperty("training").GetProperty("minutes").GetDouble().Should().Be(2);
    }
}
