using System.Text.Json.Nodes;

namespace Gan.Tool.Tests.Commands;

/// <summary>gan detect.</summary>
public sealed class DetectCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Photo() => MarkCommandTests.Photo(folder, "photo.png", side: 96);

    [Fact]
    public void A_watermark_is_found_by_its_key_alone()
    {
        var plain = Photo();
        ToolRun.Good($"mark {plain} --watermark KEY --strength 4 --out {folder["marked"]}");
        var marked = folder["marked/photo.png"];
        JsonNode Found(string line) => JsonNode.Parse(ToolRun.Good(line))![0]!;
        var found = Found($"detect {marked} --watermark KEY --rate 1e-9 --json");
        found["watermark"]!.GetValue<bool>().Should().BeTrue(found.ToJsonString());
        found["source"]!.GetValue<string>().Should().Be("trainedAlgorithmicMedia");
        found["falsePositiveRate"]!.GetValue<double>().Should().Be(1e-9);
        Found($"detect {marked} --watermark OTHER --json")["watermark"]!.GetValue<bool>().Should().BeFalse();
        Found($"detect {plain} --watermark KEY --json")["watermark"]!.GetValue<bool>().Should().BeFalse();
    }

    [Theory]
    [InlineData("detect PHOTO --decoder d.safetensors", 2, "*a key says which are right: --watermark KEY.*")]
    [InlineData("detect PHOTO --rate 2", 2, "--rate takes a number between 0 and 1*")]
    [InlineData("detect nothing.png", 1, "*nothing.png*")]
    [InlineData("detect TEXT --watermark KEY", 1, "*is no readable picture*")]
    public void Mistakes_are_one_sentence(string line, int status, string words)
    {
        File.WriteAllText(folder["text.png"], "no picture");
        var run = ToolRun.Of(line.Replace("PHOTO", Photo()).Replace("TEXT", folder["text.png"]));
        run.Status.Should().Be(status, run.Errors);
        run.Errors.Should().Match(words + "\n");
        run.Errors.Trim().Should().NotContain("\n");
    }
}
