using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests;

/// <summary>Networks without a training.</summary>
public sealed class NetworkPlanTests : IDisposable
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

    [Fact]
    public void Specs_count_in_the_condition_and_the_pack()
    {
        Plan.GeneratorSpec.LatentSize.Should().Be(8);
        Labelled.GeneratorSpec.LatentSize.Should().Be(8 + 4);
        Labelled.DiscriminatorSpec.Shape.Should().Equal(1 + 4, 8, 8);
        (Plan with { PackSize = 3 }).DiscriminatorSpec.Shape.Should().Equal(3, 8, 8);
    }

    [Fact]
    public void Its_networks_make_samples_and_score_them()
    {
        using var scope = NewDisposeScope();
        using var generator = Labelled.MakeGenerator();
        using var discriminator = (Labelled with { PackSize = 2, Discriminators = 3 }).MakeDiscriminator();
        var labels = arange(4);
        var samples = generator.call(randn(4, 8), labels);
        samples.shape.Should().Equal(4, 1, 8, 8);
        discriminator.call(samples, labels).shape.Should().Equal(2, 3);
    }

    [Fact]
    public void Networks_are_saved_and_loaded_without_a_training()
    {
        var path = Path.Combine(folder, "g.safetensors");
        using var generator = Labelled.MakeGenerator();
        using var gan = TrainedGan.Of(generator, Labelled, "my data", step: 7);
        gan.Save(path);
        using var loaded = TrainedGan.Load(path);
        (loaded.Step, loaded.Condition).Should().Be((7, ConditionSpec.Labels(4)));
        using var expected = gan.Sample(4, seed: 1);
        using var found = loaded.Sample(4, seed: 1);
        found.equal(expected).all().ToBoolean().Should().BeTrue();
    }

    [Fact]
    public void Metadata_hold_the_plan() =>
        (Labelled with { PackSize = 2, GradientPenalty = true })
            .ToMetadata("my data", 3)
            .Should()
            .Contain("gan.networks", "DcganOptions")
            .And.Contain("gan.conditioning", "LabelConcatenation")
            .And.Contain("gan.shape", "[1,8,8]")
            .And.Contain("gan.classes", "4")
            .And.Contain("gan.conditionSize", "0")
            .And.Contain("gan.discriminator", "[2,1,1]")
            .And.Contain("gan.data", "my data")
            .And.Contain("gan.step", "3");
}
