using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Checkpoints;

/// <summary>Which tensors a checkpoint holds, in which files, and which it takes back.</summary>
public sealed class StatePartsTests : DamageTest
{
    [Fact]
    public void Tensors_of_another_network_are_refused_by_name_even_where_the_settings_may_differ()
    {
        var wider = Training(4)
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
    public void The_average_of_a_checkpoint_is_a_trained_gan_of_its_own()
    {
        var store = Path.Combine(Folder, "other");
        using var trained = Training(2).WithCheckpoints(new(store)).Train();
        using var loaded = TrainedGan.Load(Path.Combine(store, "step-00000002", "average.safetensors"));
        using var scope = NewDisposeScope();
        loaded.Step.Should().Be(2);
        loaded
            .Sample(3, seed: 1)
            .data<float>()
            .ToArray()
            .Should()
            .Equal(trained.Sample(3, seed: 1).data<float>().ToArray());
    }

    [Theory]
    [InlineData(0.9, false)]
    [InlineData(0, true)]
    public void The_generator_stands_in_both_files_where_there_is_no_average(double decay, bool same)
    {
        using var scope = NewDisposeScope();
        var store = Path.Combine(Folder, "other");
        var training = new TrainingOptions
        {
            Steps = 3,
            BatchSize = 8,
            MovingAverageDecay = decay,
        };
        using var trainer = Training(3).WithTraining(training).WithCheckpoints(new(store)).Build();
        trainer.Steps().Count();
        var live = trainer.Context.Generator.state_dict();
        var newest = Path.Combine(store, "step-00000003");
        var stored = Safetensors.Load(Path.Combine(newest, "generator.safetensors")).Tensors;
        var average = Safetensors.Load(Path.Combine(newest, "average.safetensors")).Tensors;
        stored.Keys.Should().BeEquivalentTo(live.Keys);
        foreach (var (name, tensor) in stored)
        {
            tensor.equal(live[name]).all().ToBoolean().Should().BeTrue(name);
        }
        stored.All(s => s.Value.equal(average[s.Key]).all().ToBoolean()).Should().Be(same);
    }

    [Theory]
    [InlineData("stranger.pool/samples")]
    [InlineData("samples")]
    public void A_memory_that_belongs_to_nobody_is_refused_by_its_name(string name)
    {
        using var scope = NewDisposeScope();
        var path = PathOf("memory.safetensors");
        Safetensors.Save(path, new Dictionary<string, Tensor> { [name] = ones(2) });
        Rewrite(json => Described(json, path));
        Refused().Message.Should().Contain($"'{name}' belongs to no player of the game");
    }

    [Fact]
    public void A_tensor_that_is_missing_or_not_known_is_named()
    {
        using var scope = NewDisposeScope();
        var path = PathOf("generator.safetensors");
        var (tensors, metadata) = Safetensors.Load(path);
        var first = tensors.Keys.Order(StringComparer.Ordinal).First();
        tensors["strange"] = tensors[first];
        tensors.Remove(first);
        Safetensors.Save(path, tensors, metadata);
        Rewrite(json => Described(json, path));
        Refused()
            .Message.Should()
            .Contain($"its tensors do not fit the network: missing [{first}], not known [strange]");
    }
}
