using Gan.Tool.Data;
using Gan.Tool.Hub;
using YamlDotNet.Serialization;

namespace Gan.Tool.Tests.Hub;

/// <summary>The YAML in front of a model card, read by YamlDotNet.</summary>
public sealed class CardHeaderTests
{
    private const string Record = """
        { "result": { "metrics": { "fid: \"x\"\n- y": 1e-7, "none": null, "word": "NaN" } } }
        """;

    private static Dictionary<string, object> Header(CardFacts facts)
    {
        var lines = CardHeader.Lines(facts).ToList();
        lines[0].Should().Be("---");
        lines[^1].Should().Be("---");
        var yaml = string.Join('\n', lines[1..^1]);
        return new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(yaml);
    }

    private static CardFacts Facts(
        SavedKind kind,
        string shape = "[2]",
        RunFacts? run = null,
        string? licence = null
    ) =>
        new(
            "a: b",
            kind,
            new Dictionary<string, string> { ["gan.shape"] = shape, ["gan.data"] = "d\"#: \\" },
            run,
            licence,
            null
        );

    [Theory]
    [InlineData("Table", "[9]", "tabular", false)]
    [InlineData("Text", "[9]", "text", false)]
    [InlineData("Generator", "[2]", "points", false)]
    [InlineData("Generator", "[3, 8, 8]", "image-generation", true)]
    public void Tags_say_what_the_weights_make(string kind, string shape, string tag, bool isImage)
    {
        var header = Header(Facts(Enum.Parse<SavedKind>(kind), shape));
        ((List<object>)header["tags"]).Should().Equal("gan", tag);
        header.ContainsKey("pipeline_tag").Should().Be(isImage);
    }

    [Theory]
    [InlineData("MIT", "mit", null)]
    [InlineData(null, "unknown", null)]
    [InlineData("mine: all\n---", "other", "mine: all\n---")]
    public void The_licence_is_one_of_the_list_or_has_its_name(string? said, string licence, string? name)
    {
        var header = Header(Facts(SavedKind.Generator, licence: said));
        header["license"].Should().Be(licence);
        header.GetValueOrDefault("license_name").Should().Be(name);
    }

    [Fact]
    public void Names_that_are_YAML_themselves_come_back_whole()
    {
        using var folder = new TemporaryFolder();
        folder.Write("run.json", Record);
        var header = Header(Facts(SavedKind.Generator, run: RunFacts.Read(folder.Root)));
        var model = (Dictionary<object, object>)((List<object>)header["model-index"]).Single();
        model["name"].Should().Be("a: b");
        var result = (Dictionary<object, object>)((List<object>)model["results"]).Single();
        ((Dictionary<object, object>)result["dataset"])["name"].Should().Be("d\"#: \\");
        var metric = (Dictionary<object, object>)((List<object>)result["metrics"]).Single();
        metric["type"].Should().Be("fid: \"x\"\n- y");
        metric["value"].Should().Be("1E-07");
    }
}
