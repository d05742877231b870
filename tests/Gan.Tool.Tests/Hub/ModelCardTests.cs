using Gan.Tool.Data;
using Gan.Tool.Hub;

namespace Gan.Tool.Tests.Hub;

/// <summary>The page of a model card.</summary>
public sealed class ModelCardTests
{
    private const string Broken = """
        {
          "settings": {
            "penalties": [ { "type": "ScheduledPenalty", "penalty": { "type": "GradientPenalty" } }, { "type": "R1" } ],
            "generatorOptimizer": { "type": "AdamOptions", "learningRate": 0.0008 }
          },
          "result": { "finished": false, "endReason": "a signal", "metrics": {} }
        }
        """;

    private static string Card(SavedKind kind, RunFacts? run = null)
    {
        var metadata = new Dictionary<string, string>
        {
            ["gan.shape"] = "[1, 8, 8]",
            ["gan.data"] = "<script>|[x](y)\n# z",
            ["gan.classes"] = "10",
            ["gan.conditioning"] = "LabelEmbedding",
            ["gan.latent"] = "64",
        };
        return ModelCard.Text(new("name", kind, metadata, run, null, null));
    }

    [Fact]
    public void It_says_what_the_record_says_and_where_a_training_broke_off()
    {
        using var folder = new TemporaryFolder();
        folder.Write("run.json", Broken);
        var card = Card(SavedKind.Generator, RunFacts.Read(folder.Root));
        card.Should().Contain("| penalties | GradientPenalty, R1 |");
        card.Should().Contain("| generator's optimiser | AdamOptions, learning rate 0.0008 |");
        card.Should().Contain("| end | a signal |").And.Contain("- The training ended before its last step.");
        card.Should().Contain("from latents of 64 numbers, by 10 classes.");
        card.Should().NotContain("| augmentation |").And.NotContain("at hand");
    }

    [Fact]
    public void Names_cannot_break_the_page() =>
        Card(SavedKind.Generator).Should().Contain(@"\<script\>\|\[x\](y) # z. Where they come from");

    [Theory]
    [InlineData("Table", "--out rows.csv")]
    [InlineData("Text", "--out texts.txt")]
    [InlineData("Generator", "--out samples.png")]
    public void Its_use_fits_what_the_weights_make(string kind, string line) =>
        Card(Enum.Parse<SavedKind>(kind)).Should().Contain(line);
}
