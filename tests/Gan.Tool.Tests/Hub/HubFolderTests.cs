using System.Text.Json.Nodes;
using TorchSharp;
using YamlDotNet.Serialization;

namespace Gan.Tool.Tests.Hub;

/// <summary>gan convert --to-hub, on a run that was trained.</summary>
public sealed class HubFolderTests : IDisposable
{
    private const string Measured = """
        { "fid": 12.5, "count|<b>": 3 }
        """;

    private const string Provenance = """
        { "fid": { "features": "classifier", "samples": "1000", "interval": 0.75 } }
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Run(bool measured)
    {
        ToolRun.Good($"train --data mnist --network mlp-small --loss vanilla --steps 1 --batch 4 --out {folder["r"]}");
        var run = folder["r/00000-mnist-mlp-small"];
        if (measured)
        {
            var path = Path.Combine(run, "run.json");
            var record = JsonNode.Parse(File.ReadAllText(path))!;
            record["result"]!["metrics"] = JsonNode.Parse(Measured);
            record["result"]!["provenance"] = JsonNode.Parse(Provenance);
            File.WriteAllText(path, record.ToJsonString());
        }
        return run;
    }

    private static Dictionary<string, object> Header(string card)
    {
        card.Should().StartWith("---\n");
        return new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(card.Split("---\n")[1]);
    }

    [Fact]
    public void A_run_becomes_a_folder_whose_weights_make_the_same_samples()
    {
        var run = Run(measured: true);
        ToolRun
            .Good($"convert {run} --to-hub {folder["hub"]} --licence CC-BY-4.0")
            .Should()
            .Be($"See {folder["hub"]}\n");
        File.ReadAllBytes(folder["hub/model.safetensors"])
            .Should()
            .Equal(File.ReadAllBytes(Path.Combine(run, "generator.safetensors")));
        File.Exists(folder["hub/grid.png"]).Should().BeTrue();
        var card = File.ReadAllText(folder["hub/README.md"]);
        var header = Header(card);
        header["license"].Should().Be("cc-by-4.0");
        header["library_name"].Should().Be("gan.net");
        header["pipeline_tag"].Should().Be("unconditional-image-generation");
        header["tags"].Should().BeEquivalentTo(new[] { "gan", "image-generation" });
        var results = (Dictionary<object, object>)((List<object>)header["model-index"])[0];
        results["name"].Should().Be("hub");
        var first = (Dictionary<object, object>)((List<object>)results["results"])[0];
        var metrics = ((List<object>)first["metrics"]).Cast<Dictionary<object, object>>().ToList();
        metrics.Select(metric => $"{metric["type"]}={metric["value"]}").Should().Equal("fid=12.5", "count|<b>=3");
        card.Should().Contain("| fid | 12.5 ± 0.75 | features: classifier; samples: 1000 |");
        card.Should().Contain(@"| count\|\<b\> | 3, without an interval |  |");
        card.Should().Contain("| batch | 4 |").And.Contain("| steps | 1 |").And.Contain("| seed | 0 |");
        card.Should().Contain("10000 samples").And.Contain("CC-BY-4.0.");
    }

    [Fact]
    public void The_settings_of_the_networks_stand_in_JSON()
    {
        var run = Run(measured: false);
        ToolRun.Good($"convert {run} --to-hub {folder["hub"]}");
        var config = JsonNode.Parse(File.ReadAllText(folder["hub/config.json"]))!;
        config["gan.networks"]!.GetValue<string>().Should().Be("MlpOptions");
        config["gan.networks.options"]!["GeneratorWidths"]![0]!.GetValue<int>().Should().Be(128);
        config["gan.shape"]!.ToJsonString().Should().Be("[1,28,28]");
        config["weights_sha256"]!
            .GetValue<string>()
            .Should()
            .Be(
                Convert.ToHexStringLower(
                    System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(folder["hub/model.safetensors"]))
                )
            );
        var card = File.ReadAllText(folder["hub/README.md"]);
        Header(card).Should().NotContainKey("model-index");
        Header(card)["license"].Should().Be("unknown");
        card.Should().Contain("Nothing was measured in this training.").And.Contain("Not stated.");
    }

    [Fact]
    public void Equal_runs_make_equal_folders()
    {
        var run = Run(measured: true);
        ToolRun.Good($"convert {run} --to-hub {folder["a/hub"]}");
        ToolRun.Good($"convert {run} --to-hub {folder["b/hub"]}");
        foreach (var file in Directory.EnumerateFiles(folder["a/hub"]))
        {
            File.ReadAllBytes(file).Should().Equal(File.ReadAllBytes(folder[$"b/hub/{Path.GetFileName(file)}"]), file);
        }
    }

    [Fact]
    public void A_file_without_a_run_says_so_and_another_licence_has_its_name()
    {
        var run = Run(measured: false);
        ToolRun.Of([
            "convert",
            $"{run}/generator.safetensors",
            "--to-hub",
            folder["hub"],
            "--licence",
            "House: \"rules\"",
        ]);
        var card = File.ReadAllText(folder["hub/README.md"]);
        card.Should().Contain("The record of the training was not at hand.");
        Header(card)["license"].Should().Be("other");
        Header(card)["license_name"].Should().Be("House: \"rules\"");
    }

    [Theory]
    [InlineData("[]", "it is no object of JSON")]
    [InlineData("{", "is no record of a run")]
    public void A_damaged_record_is_said(string text, string message)
    {
        var run = Run(measured: false);
        File.WriteAllText(Path.Combine(run, "run.json"), text);
        var said = ToolRun.Of($"convert {run} --to-hub {folder["hub"]}");
        said.Status.Should().Be(1);
        said.Errors.Should().Contain(message).And.NotContain("   at ");
    }
}
