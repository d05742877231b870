using FluentAssertions;
using Gan.Losses;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Gan.Tests.Transfer;

public sealed class TrainedDiscriminatorTests : IDisposable
{
    private readonly string file = Path.Combine(
        Directory.CreateTempSubdirectory("gan-judge").FullName,
        "d.safetensors"
    );

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);

    public static TheoryData<string, GanBuilder> Kinds =>
        new()
        {
            { "plain", Tiny.Builder() },
            { "no batch norm under a gradient penalty", Tiny.Builder().WithWgangp() },
            { "packed", Tiny.Builder().WithPacking(2) },
            { "several", Tiny.Builder().WithDiscriminators(2) },
            { "mlp", Tiny.Builder().WithMlp(MlpOptions.Small) },
        };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Scores_and_features_are_the_training_s_own_and_survive_saving_bit_for_bit(
        string kind,
        GanBuilder builder
    )
    {
        using var trainer = builder.Build();
        trainer.Steps().ToList();
        using var judge = trainer.SnapshotDiscriminator();
        using var scope = NewDisposeScope();
        var samples = randn(6, 1, 8, 8);
        judge.Save(file);
        using var loaded = TrainedDiscriminator.Load(file);
        var d = trainer.Context.Discriminator;
        d.eval();
        var live = d.call(samples, null).data<float>().ToArray();
        judge.Scores(samples).data<float>().ToArray().Should().Equal(live, kind);
        loaded.Scores(samples).data<float>().ToArray().Should().Equal(live, kind);
        loaded.Features(samples).shape[1].Should().Be(loaded.FeatureSize);
        loaded
            .Features(samples)
            .data<float>()
            .ToArray()
            .Should()
            .Equal(judge.Features(samples).data<float>().ToArray());
    }

    [Fact]
    public void A_condition_travels_along()
    {
        using var trainer = Tiny.Builder().WithConditioning(new LabelEmbedding(4)).Build();
        using var judge = trainer.SnapshotDiscriminator();
        judge.Save(file);
        using var loaded = TrainedDiscriminator.Load(file);
        using var scope = NewDisposeScope();
        var samples = randn(4, 1, 8, 8);
        var labels = tensor(new long[] { 0, 1, 2, 3 });
        loaded
            .Scores(samples, labels)
            .data<float>()
            .ToArray()
            .Should()
            .Equal(judge.Scores(samples, labels).data<float>().ToArray());
    }

    public static TheoryData<string, GanBuilder> Files =>
        new()
        {
            { "convolutions", Tiny.Builder() },
            {
                "a discriminator larger than the generator",
                Tiny.Builder().WithMlp(new MlpOptions { GeneratorWidths = [8] })
            },
            { "labels", Tiny.Builder().WithConditioning(new LabelEmbedding(4)) },
        };

    [Theory, MemberData(nameof(Files))]
    public void A_generator_s_file_is_called_one(string kind, GanBuilder builder)
    {
        using (var gan = builder.Train())
        {
            gan.Save(file);
        }
        new Action(() => TrainedDiscriminator.Load(file))
            .Should()
            .Throw<InvalidDataException>(kind)
            .WithMessage($"'{file}' holds a generator, not a discriminator. Load it with TrainedGan.Load.");
    }

    [Fact]
    public void A_device_may_be_named()
    {
        using (var trainer = Tiny.Builder().Build())
        using (var judge = trainer.SnapshotDiscriminator())
        {
            judge.Save(file);
        }
        TrainedDiscriminator.Load(file, "cpu").Dispose();
        new Action(() => TrainedDiscriminator.Load(file, "gpu"))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("device must be*");
    }

    [Fact]
    public void Samples_of_another_shape_are_refused()
    {
        using var trainer = Tiny.Builder().Build();
        using var judge = trainer.SnapshotDiscriminator();
        using var scope = NewDisposeScope();
        var judging = () => judge.Scores(randn(2, 3, 8, 8));
        judging
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("Samples must be floats [N, 1, 8, 8] with N at least 1, but were Float32[2, 3, 8, 8].*");
    }
}
