using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Tests.Saving;

/// <summary>Live tensors are counted for the whole process: nothing else runs meanwhile.</summary>
[CollectionDefinition(nameof(LiveTensors), DisableParallelization = true)]
public sealed class LiveTensors;

/// <summary>A network from its file: made again, filled, and ready.</summary>
[Collection(nameof(LiveTensors))]
public sealed class NetworkFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gan").FullName;

    private string File(string name = "g.safetensors") => Path.Combine(folder, name);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static float[] Values(Tensor t) => t.data<float>().ToArray();

    public static TheoryData<string> Kinds() => ["dcgan", "tutorial", "mlp", "concatenation", "embedding"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_was_saved_is_loaded_bit_for_bit_from_the_file_alone(string kind)
    {
        var builder = kind switch
        {
            "tutorial" => Tiny.Builder().WithDcgan(DcganOptions.Tutorial with { FeatureMaps = 2, LatentSize = 5 }),
            "mlp" => Tiny.Builder().WithMlp(MlpOptions.Small with { LatentSize = 6 }),
            "concatenation" => Tiny.Builder().WithConditioning(new LabelConcatenation()),
            "embedding" => Tiny.Builder().WithConditioning(new LabelEmbedding(7)),
            _ => Tiny.Builder(),
        };
        using var gan = builder.Train();
        gan.Save(File());
        using var loaded = TrainedGan.Load(File());
        Values(loaded.Sample(6, seed: 4)).Should().Equal(Values(gan.Sample(6, seed: 4)));
        (loaded.Step, loaded.Classes, loaded.LatentSize).Should().Be((gan.Step, gan.Classes, gan.LatentSize));
        loaded.SampleShape.Should().Equal(gan.SampleShape);
    }

    [Fact]
    public void Networks_of_one_s_own_load_with_their_factory_and_say_so_without()
    {
        GeneratorNetwork Make(NetworkSpec s) =>
            GeneratorNetwork.Wrap(Sequential(Linear(s.LatentSize, 64), Tanh(), Unflatten(1, [1, 8, 8])));
        using var gan = Tiny.Builder()
            .WithNetworks(Make, s => DiscriminatorNetwork.Wrap(Sequential(Flatten(), Linear(s.Size, 1))), latentSize: 3)
            .Train();
        gan.Save(File());
        using var loaded = TrainedGan.Load(File(), generator: Make);
        Values(loaded.Sample(2, seed: 1)).Should().Equal(Values(gan.Sample(2, seed: 1)));
        new Action(() => TrainedGan.Load(File()))
            .Should()
            .Throw<InvalidDataException>()
            .WithMessage("*networks of your own*TrainedGan.Load(path, generator:*");
        new Action(() => TrainedGan.Load(File(), generator: s => GeneratorNetwork.Wrap(Linear(s.LatentSize, 5))))
            .Should()
            .Throw<InvalidDataException>()
            .WithMessage("*its tensors do not fit the network: missing [*], not known [*]*");
    }

    [Fact]
    public void A_file_of_another_kind_is_refused_by_name()
    {
        Safetensors.Save(File(), new Dictionary<string, Tensor> { ["x"] = ones(2) });
        new Action(() => TrainedGan.Load(File()))
            .Should()
            .Throw<InvalidDataException>()
            .WithMessage($"'{File()}' holds no GAN*lacks 'gan.format'*");
        new Action(() => TrainedGan.Load(File("none"))).Should().Throw<FileNotFoundException>();
    }

    [Fact]
    public void A_device_may_be_named()
    {
        using (var gan = Tiny.Builder().Train())
        {
            gan.Save(File());
        }
        TrainedGan.Load(File(), "cpu").Dispose();
        new Action(() => TrainedGan.Load(File(), "gpu"))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("device must be \"cpu\", \"cuda\"*but was \"gpu\".*");
    }

    [Fact]
    public void A_file_is_loaded_ready_for_use_and_leaves_no_tensor_where_it_does_not_fit()
    {
        using (var gan = Tiny.Builder().Train())
        {
            gan.Save(File());
        }
        using (var loaded = TrainedGan.Load(File()))
        {
            loaded.Generator.training.Should().BeFalse();
        }
        GeneratorNetwork Other(NetworkSpec spec) => GeneratorNetwork.Wrap(Linear(spec.LatentSize, 5));
        var load = () => TrainedGan.Load(File(), generator: Other);
        // A layer of TorchSharp's leaves handles behind too, of which Load knows nothing.
        var layer = TensorsLeft(() => Other(new NetworkSpec([1, 8, 8], 8)).Dispose());
        TensorsLeft(() => load.Should().Throw<InvalidDataException>()).Should().Be(layer);
    }

    private static long TensorsLeft(Action action)
    {
        GC.Collect(); // what other tests left behind is not to end meanwhile
        GC.WaitForPendingFinalizers();
        var before = Tensor.TotalCount;
        action();
        return Tensor.TotalCount - before;
    }
}
