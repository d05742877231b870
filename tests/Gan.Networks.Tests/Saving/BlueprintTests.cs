using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Saving;

/// <summary>A plan as the metadata of a file: written as ever, and believed only where it can be.</summary>
public sealed class BlueprintTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gan").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static NetworkPlan Plan { get; } =
        new()
        {
            Family = new DcganOptions { FeatureMaps = 4, LatentSize = 8 },
            SampleShape = [1, 8, 8],
        };

    private static NetworkPlan Labelled { get; } =
        Plan with
        {
            DataCondition = ConditionSpec.Labels(4),
            Conditioning = new LabelConcatenation(),
        };

    /// <summary>What files of each kind have held since there are vectors: readers of any version rest on it.</summary>
    public static TheoryData<NetworkPlan, string, string> Conditions() =>
        new()
        {
            { Plan, "0", "0" },
            { Plan with { DataCondition = ConditionSpec.Labels(4) }, "4", "0" },
            { Plan with { DataCondition = ConditionSpec.Vectors(3) }, "0", "0" },
            { Labelled, "4", "0" },
            {
                Plan with
                {
                    DataCondition = ConditionSpec.Vectors(3),
                    Conditioning = new VectorConcatenation(3),
                },
                "0",
                "3"
            },
            { Plan with { Conditioning = new InfoGanCodes(1, 2, 1) }, "0", "3" },
            {
                Plan with
                {
                    DataCondition = ConditionSpec.Labels(4),
                    Conditioning = new InfoGanCodes(1, 2, 1),
                },
                "4",
                "3"
            },
        };

    [Theory, MemberData(nameof(Conditions))]
    public void A_condition_is_written_as_ever_and_read_back(NetworkPlan plan, string classes, string entries)
    {
        var path = Path.Combine(folder, "g.safetensors");
        using var generator = plan.MakeGenerator();
        using var gan = TrainedGan.Of(generator, plan, "my data", step: 0);
        gan.Save(path);
        var (tensors, metadata) = Safetensors.Load(path);
        metadata.Should().Contain("gan.classes", classes).And.Contain("gan.conditionSize", entries);
        using (var loaded = TrainedGan.Load(path))
        {
            loaded.Condition.Should().Be(plan.Condition);
        }
        if (entries == "0")
        {
            metadata.Remove("gan.conditionSize"); // as before there were vectors, and packs
            metadata.Remove("gan.discriminator");
            Safetensors.Save(path, tensors, metadata);
            using var early = TrainedGan.Load(path);
            early.Condition.Should().Be(plan.Condition);
        }
        foreach (var tensor in tensors.Values)
        {
            tensor.Dispose();
        }
    }

    /// <summary>A key of the metadata, what stands there instead, and what is said of it.</summary>
    public static TheoryData<string, string?, string> Damage() =>
        new()
        {
            { "gan.format", "2", "*it has format version 2, and this version of Gan.Net reads 1." },
            { "gan.format", null, "*its metadata lacks 'gan.format'; it was not saved by TrainedGan.Save." },
            { "gan.shape", null, "*its metadata lacks 'gan.shape'*" },
            { "gan.shape", "[]", "*gan.shape is []*" },
            { "gan.shape", "[1,0,8]", "*gan.shape is [1, 0, 8]*" },
            { "gan.shape", "[1,9,6]", "*sides from 8 up, but these are 9x6*" },
            { "gan.shape", "one", "*its metadata cannot be read: *" },
            { "gan.latent", "7", "*gan.latent is 7, but its networks read 8*" },
            { "gan.latent", "0", "*gan.latent is 0*" },
            { "gan.classes", "-1", "*gan.classes is -1*" },
            { "gan.step", "-1", "*gan.step is -1*" },
            { "gan.step", "1e3", "*its metadata cannot be read: *" },
            { "gan.discriminator", "[0,1,0]", "*gan.discriminator is [0,1,0]*" },
            { "gan.discriminator", "[1,1]", "*gan.discriminator is [1,1]*" },
            { "gan.networks.options", "{", "*its metadata cannot be read: *" },
        };

    [Theory, MemberData(nameof(Damage))]
    public void What_describes_no_network_is_named(string key, string? value, string message)
    {
        using var scope = NewDisposeScope();
        var path = Path.Combine(folder, "g.safetensors");
        using var generator = Labelled.MakeGenerator();
        var metadata = new Dictionary<string, string>(Labelled.ToMetadata("my data", 3));
        Safetensors.Save(path, generator.state_dict(), metadata);
        TrainedGan.Load(path).Dispose();
        metadata.Remove(key);
        if (value is not null)
        {
            metadata[key] = value;
        }
        Safetensors.Save(path, generator.state_dict(), metadata);
        new Action(() => TrainedGan.Load(path))
            .Should()
            .Throw<InvalidDataException>()
            .WithMessage($"'{path}' holds no GAN that can be loaded: {message}");
    }

    [Fact]
    public void Files_carry_the_rule_of_their_seeds_and_those_without_it_keep_the_first()
    {
        var path = Path.Combine(folder, "g.safetensors");
        using var scope = NewDisposeScope();
        using var generator = Plan.MakeGenerator();
        using var gan = TrainedGan.Of(generator, Plan, "digits", 3);
        gan.Save(path);
        var (tensors, metadata) = Safetensors.Load(path);
        metadata["gan.latentRule"].Should().Be("1");

        metadata.Remove("gan.latentRule");
        Safetensors.Save(path, tensors, metadata);
        using var old = TrainedGan.Load(path);
        old.Sample(2, seed: 4).equal(DrawnByLibtorch(8)).all().ToBoolean().Should().BeTrue();
        old.Save(path);
        Safetensors.Load(path).Metadata.Should().BeEquivalentTo(metadata, "an earlier file stays what it was");

        metadata["gan.latentRule"] = "2";
        Safetensors.Save(path, tensors, metadata);
        FluentActions
            .Invoking(() => TrainedGan.Load(path))
            .Should()
            .Throw<InvalidDataException>()
            .WithMessage("*gan.latentRule is 2, and this version of Gan.Net knows rules up to 1*");

        Tensor DrawnByLibtorch(long size)
        {
            using var stream = new Generator((ulong)RandomSeed.Of(4, 7));
            return old.Generator.call(randn([2, size], generator: stream), null);
        }
    }
}
