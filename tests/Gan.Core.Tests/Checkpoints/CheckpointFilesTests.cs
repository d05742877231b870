using System.Security.Cryptography;
using System.Text.RegularExpressions;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan.Tests.Checkpoints;

/// <summary>Each way in which a checkpoint can be unusable, and what the message says of it.</summary>
public sealed class CheckpointExceptionTests : IDisposable
{
    private const string Newest = "step-00000004";
    private const string Before = "step-00000002";
    private readonly string folder = Directory.CreateTempSubdirectory("gan-damage").FullName;

    public CheckpointExceptionTests() => Builder().WithCheckpoints(new(folder) { Every = 2 }).Train().Dispose();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static GanBuilder Builder(TrainingOptions? training = null) =>
        Tiny.Builder()
            .WithMlp(
                new MlpOptions
                {
                    LatentSize = 4,
                    GeneratorWidths = [8],
                    DiscriminatorWidths = [8],
                }
            )
            .WithTraining(training ?? new TrainingOptions { Steps = 4, BatchSize = 8 });

    private string File_(string name) => Path.Combine(folder, Newest, name);

    private CheckpointException Refused(GanBuilder? builder = null, params string[] allow)
    {
        var build = () => (builder ?? Builder()).WithCheckpoints(new(folder) { Resume = true, Allow = allow }).Build();
        return build.Should().Throw<CheckpointException>().Which;
    }

    public static TheoryData<string> Files =>
        [
            "generator.safetensors",
            "discriminator.safetensors",
            "average.safetensors",
            "generator-optimizer.safetensors",
            "discriminator-optimizer.safetensors",
            "memory.safetensors",
            "checkpoint.json",
            "checkpoint.json.sha256",
        ];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_truncated_file_is_refused_by_name_and_the_one_before_is_offered_and_works(string file)
    {
        var bytes = File.ReadAllBytes(File_(file));
        File.WriteAllBytes(File_(file), bytes[..(bytes.Length / 2)]);
        Refused()
            .Message.Should()
            .Contain(Newest)
            .And.Contain($"because of {file.Replace(".sha256", "")}")
            .And.Contain($"{Before}, is whole: ResumeFrom = 2 takes it.");
        using var earlier = Builder().WithCheckpoints(new(folder) { ResumeFrom = 2 }).Build();
        earlier.Step.Should().Be(2);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_flipped_bit_anywhere_is_noticed(string file)
    {
        var whole = File.ReadAllBytes(File_(file));
        var random = new Random(5);
        for (var i = 0; i < 5; i++)
        {
            var damaged = (byte[])whole.Clone();
            damaged[random.Next(file.EndsWith("sha256", StringComparison.Ordinal) ? 64 : whole.Length)] ^= (byte)(
                1 << random.Next(8)
            ); // behind the hash stands the name
            File.WriteAllBytes(File_(file), damaged);
            Refused().Message.Should().Contain($"because of {file.Replace(".sha256", "")}");
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_missing_file_is_named(string file)
    {
        File.Delete(File_(file));
        var refused = Refused();
        refused.Message.Should().Contain($"because of {file}: it is missing.");
        refused.Path.Should().Be(File_(file));
    }

    [Fact]
    public void A_half_deleted_checkpoint_is_refused_and_where_none_is_whole_that_is_said()
    {
        foreach (var step in new[] { Newest, Before })
        {
            foreach (
                var file in Directory
                    .GetFiles(Path.Combine(folder, step))
                    .Where(f => !f.EndsWith("generator.safetensors", StringComparison.Ordinal))
            )
            {
                File.Delete(file);
            }
        }
        Refused().Message.Should().Contain("checkpoint.json: it is missing").And.EndWith("No earlier one is whole.");
    }

    [Theory]
    [InlineData(2, "use a newer one")]
    [InlineData(0, "use an older one")]
    public void Another_format_is_refused_by_its_number(int format, string advice)
    {
        Rewrite(json => json.Replace("\"format\": 1", $"\"format\": {format}"));
        Refused().Message.Should().Contain($"it has format {format}, and this version of Gan.Net reads 1: {advice}");
    }

    [Theory]
    [InlineData("\"memory.safetensors\": {", "\"../../secret\": {", "does not name memory.safetensors")]
    [InlineData("\"step\": 4", "\"step\": 3", "it is of step 3")]
    [InlineData("\"step\": 4", "\"step\": null", "cannot be read")]
    [InlineData("\"memory.safetensors\": {", "\"memory.safetensors\": null, \"x\": {", "an entry of it is null")]
    [InlineData("\"memories\": []", "\"memories\": [null]", "an entry of it is null")]
    [InlineData("\"provenance\": {", "\"provenance\": { \"FID\": null", "an entry of it is null")]
    [InlineData("\"settings\": {", "\"settings\": { \"x\": null, ", "an entry of it is null")]
    [InlineData("\"stopping\": {", "\"stopping\": null, \"x\": {", "cannot be read")]
    public void A_manifest_that_was_changed_with_its_hash_is_still_not_believed(string what, string by, string message)
    {
        Rewrite(json => json.Replace(what, by));
        Refused().Message.Should().Contain(message);
    }

    [Fact]
    public void Tensors_of_another_network_are_refused_by_name_even_where_the_settings_may_differ()
    {
        var wider = Builder()
            .WithMlp(
                new MlpOptions
                {
                    LatentSize = 4,
                    GeneratorWidths = [9],
                    DiscriminatorWidths = [8],
                }
            );
        Refused(wider, "networks")
            .Message.Should()
            .Contain(
                "generator.safetensors: 'layers.linear0.weight' is Float32[8, 4], but the training has Float32[9, 4]"
            );
    }

    [Fact]
    public void Another_optimiser_cannot_take_the_state()
    {
        Refused(Builder().WithOptimizers(new RmsPropOptions()), "generatorOptimizer", "discriminatorOptimizer")
            .Message.Should()
            .Contain("generator-optimizer.safetensors: it lacks");
    }

    private sealed record Momentum() : OptimizerOptions(0.01)
    {
        public override bool HasMomentum => true;

        public override optim.Optimizer Create(IEnumerable<Parameter> parameters) =>
            optim.SGD(parameters, LearningRate, momentum: 0.9);
    }

    /// <summary>A fresh optimiser has no momentum to compare with, and one of another shape would be
    /// broadcast.</summary>
    [Fact]
    public void A_momentum_of_another_shape_is_refused_even_where_every_hash_is_right()
    {
        var store = Path.Combine(folder, "momentum");
        var builder = Builder().WithOptimizers(new Momentum()).WithCheckpoints(new(store) { Every = 4, Resume = true });
        builder.Train().Dispose();
        var file = Path.Combine(store, Newest, "generator-optimizer.safetensors");
        var manifest = Path.Combine(store, Newest, "checkpoint.json");
        using (NewDisposeScope())
        {
            var tensors = Safetensors.Load(file).Tensors;
            tensors[tensors.Keys.Single(k => k.StartsWith("layers.linear0.weight.", StringComparison.Ordinal))] = ones(
                1
            );
            Safetensors.Save(file, tensors);
        }
        var honest = File.ReadAllText(manifest);
        var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
        var forged = Regex.Replace(
            honest,
            "(\"generator-optimizer.safetensors\": \\{\\s*\"sha256\": )\"[0-9a-f]+\",(\\s*\"bytes\": )[0-9]+",
            $"$1\"{hash}\",${{2}}{new FileInfo(file).Length}"
        );
        forged.Should().NotBe(honest);
        File.WriteAllText(manifest, forged);
        File.WriteAllText(manifest + ".sha256", Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(manifest))));
        builder
            .Invoking(b => b.Build())
            .Should()
            .Throw<CheckpointException>()
            .Which.Message.Should()
            .Contain("is Float32[1], but the training has Float32[8, 4]");
    }

    private void Rewrite(Func<string, string> change)
    {
        var json = change(File.ReadAllText(File_("checkpoint.json")));
        File.WriteAllText(File_("checkpoint.json"), json);
        File.WriteAllText(
            File_("checkpoint.json.sha256"),
            Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(File_("checkpoint.json"))))
                + "  checkpoint.json\n"
        );
    }

    [Fact]
    public void Hashes_are_as_sha256sum_has_them()
    {
        var line = File.ReadAllText(File_("checkpoint.json.sha256"));
        line.Should()
            .Be(
                $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(File_("checkpoint.json"))))}  "
                    + "checkpoint.json\n"
            );
        Regex
            .Matches(File.ReadAllText(File_("checkpoint.json")), "\"sha256\": \"([0-9a-f]{64})\"")
            .Should()
            .HaveCount(6);
    }
}
