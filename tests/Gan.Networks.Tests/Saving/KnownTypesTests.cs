using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Saving;

/// <summary>Types from outside of the library are trained, saved and loaded as its own are, once they are
/// allowed.</summary>
public sealed class KnownTypesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gan").FullName;

    public KnownTypesTests()
    {
        KnownTypes.Allow<OwnFamily>();
        KnownTypes.Allow<OwnConditioning>();
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Generator => Path.Combine(folder, "g.safetensors");

    private string Discriminator => Path.Combine(folder, "d.safetensors");

    private static GanBuilder Own =>
        Tiny.Builder().WithNetworks(new OwnFamily(16)).WithConditioning(new OwnConditioning(3));

    [Fact]
    public void A_family_and_a_conditioning_of_ones_own_are_loaded_from_the_file_alone()
    {
        using var trainer = Own.Build();
        using var gan = trainer.Train();
        using var judge = trainer.SnapshotDiscriminator();
        gan.Save(Generator);
        judge.Save(Discriminator);
        using var scope = NewDisposeScope();
        using var loadedGan = TrainedGan.Load(Generator);
        using var loadedJudge = TrainedDiscriminator.Load(Discriminator);
        loadedGan.Condition.Should().Be(ConditionSpec.Labels(4));
        var samples = gan.Sample(6, seed: 1);
        loadedGan.Sample(6, seed: 1).data<float>().ToArray().Should().Equal(samples.data<float>().ToArray());
        var labels = arange(6).remainder(4);
        loadedJudge
            .Scores(samples, labels)
            .data<float>()
            .ToArray()
            .Should()
            .Equal(judge.Scores(samples, labels).data<float>().ToArray());
    }

    [Fact]
    public void Real_and_generated_samples_go_through_parts_of_ones_own_in_one_pass_too()
    {
        using var trainer = Own.Build();
        trainer.Context.Discriminator.IsSamplewise.Should().BeTrue();
    }

    [Fact]
    public void A_conditioning_that_says_so_falsely_is_refused() =>
        Own.WithConditioning(new OwnConditioning(Couples: true))
            .Invoking(b => b.Build())
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage("*says IsSamplewise, but scores a sample otherwise when others are in its batch*");

    [Fact]
    public void A_family_that_is_not_allowed_is_refused_with_both_remedies()
    {
        using (var gan = Tiny.Builder().WithNetworks(new StrangeFamily()).Train())
        {
            gan.Save(Generator);
        }
        new Action(() => TrainedGan.Load(Generator))
            .Should()
            .Throw<InvalidDataException>()
            .WithMessage(
                "*trained with networks of your own, 'StrangeFamily'. Allow its type before it is saved and before it "
                    + "is loaded, KnownTypes.Allow<StrangeFamily>(). Or pass the function that makes the generator: "
                    + "TrainedGan.Load(path, generator: spec => …)*"
            );
        TrainedGan.Load(Generator, generator: new StrangeFamily().Generator).Dispose();
    }

    [Fact]
    public void A_conditioning_that_is_not_allowed_is_refused_with_both_remedies()
    {
        using (var gan = Tiny.Builder().WithConditioning(new StrangeConditioning()).Train())
        {
            gan.Save(Generator);
        }
        new Action(() => TrainedGan.Load(Generator))
            .Should()
            .Throw<InvalidDataException>()
            .WithMessage(
                "*conditioning 'StrangeConditioning' of your own. Allow its type before *"
                    + "KnownTypes.Allow<StrangeConditioning>(). Or pass it: Load(path, conditioning: …)*"
            );
        TrainedGan.Load(Generator, conditioning: new StrangeConditioning()).Dispose();
    }

    [Fact]
    public void A_type_that_was_allowed_too_late_says_so()
    {
        using (var gan = Tiny.Builder().WithNetworks(new LateFamily()).Train())
        {
            gan.Save(Generator);
        }
        KnownTypes.Allow<LateFamily>();
        new Action(() => TrainedGan.Load(Generator))
            .Should()
            .Throw<InvalidDataException>()
            .WithMessage("*'LateFamily'. The file lacks its settings, because its type was not allowed where it was *");
    }

    [Fact]
    public void A_forged_file_of_a_large_network_is_refused_before_it_is_made()
    {
        using (var gan = Own.Train())
        {
            gan.Save(Generator);
        }
        var (tensors, metadata) = Safetensors.Load(Generator);
        metadata["gan.networks.options"] = """{"Width":100000000000}""";
        Safetensors.Save(Generator, tensors, metadata);
        new Action(() => TrainedGan.Load(Generator))
            .Should()
            .Throw<InvalidDataException>()
            .WithMessage("*it describes a network of at least 6.4e+12 weights, but holds * numbers*");
        foreach (var tensor in tensors.Values)
        {
            tensor.Dispose();
        }
    }

    [Fact]
    public void A_checkpoint_of_ones_own_networks_gives_its_generator()
    {
        using (Own.WithCheckpoints(new CheckpointOptions(folder) { Every = 1 }).Train()) { }
        using var loaded = StoredCheckpoint.In(folder)[0].Load();
        loaded.Sample(2, seed: 1).Dispose();
    }

    private sealed record DcganOptions;

    private static class Another
    {
        internal sealed record MlpOptions : INetworkFamily
        {
            public long LatentSize => 3;

            public GeneratorNetwork Generator(NetworkSpec spec) => new OwnFamily().Generator(spec);

            public DiscriminatorNetwork Discriminator(NetworkSpec spec) => new OwnFamily().Discriminator(spec);
        }
    }

    [Fact]
    public void Only_families_and_conditionings_of_new_names_can_be_allowed()
    {
        new Action(KnownTypes.Allow<DcganOptions>)
            .Should()
            .Throw<ArgumentException>()
            .WithMessage(
                "KnownTypes.Allow takes an INetworkFamily, an ITranslatorFamily or an IConditioning that can be "
                    + "made, but *"
            );
        new Action(KnownTypes.Allow<Another.MlpOptions>)
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("A file names a type by its short name, and 'MlpOptions' is Gan.MlpOptions already. Rename *");
        KnownTypes.Allow<OwnFamily>(); // once more does no harm
    }
}
