using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Growing;

/// <summary>A training of networks that grow: what the moment does to players, averages and files.</summary>
public sealed class GrowingTests
{
    private static readonly ProGanOptions Options = new()
    {
        LatentSize = 4,
        GeneratorMaps = 2,
        DiscriminatorMaps = 2,
        MaxMaps = 4,
        StageImages = 16,
        FadeImages = 16,
    };

    private static GanBuilder Builder(long steps) =>
        new GanBuilder()
            .WithData(Tiny.Images())
            .WithProGan(Options)
            .WithTraining(new() { Steps = steps, BatchSize = 8 });

    [Fact]
    public void Both_networks_and_the_average_are_at_the_same_level_in_every_step()
    {
        using var trainer = Builder(6).Build();
        var levels = new List<double>();
        foreach (var report in trainer.Steps())
        {
            var made = trainer.Context.Players.Select(p => p.Averaged).OfType<ProGanGenerator>().Single();
            var level = ((ProGanGenerator)trainer.Context.Generator).Level;
            made.Level.Should().Be(level);
            ((ProGanDiscriminator)trainer.Context.Discriminator).Level.Should().Be(level);
            levels.Add(level);
        }
        levels.Should().Equal(0, 0, 0, 0.5, 1, 1);
    }

    [Fact]
    public void A_file_knows_how_far_its_network_has_grown()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.safetensors");
        try
        {
            using var scope = NewDisposeScope();
            using (var young = Builder(2).Train())
            {
                young.Save(path);
                using var loaded = TrainedGan.Load(path);
                var samples = loaded.Sample(2, seed: 3);
                samples.equal(young.Sample(2, seed: 3)).all().ToBoolean().Should().BeTrue();
                var pixels = samples.slice(2, 0, 8, 2).slice(3, 0, 8, 2);
                pixels
                    .repeat_interleave(2, 2)
                    .repeat_interleave(2, 3)
                    .equal(samples)
                    .all()
                    .ToBoolean()
                    .Should()
                    .BeTrue();
            }
            using var grown = Builder(6).Train();
            var whole = grown.Sample(2, seed: 3);
            var corners = whole.slice(2, 0, 8, 2).slice(3, 0, 8, 2);
            corners.repeat_interleave(2, 2).repeat_interleave(2, 3).equal(whole).all().ToBoolean().Should().BeFalse();
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Phases_of_images_leave_the_number_of_steps_free_and_shares_do_not()
    {
        var folder = Directory.CreateTempSubdirectory("gan-growing").FullName;
        try
        {
            Builder(2).WithCheckpoints(new(folder)).Train().Dispose();
            Builder(4).WithCheckpoints(new(folder) { Resume = true }).Build().Dispose();
            var shares = Options with { StageImages = null, FadeImages = null };
            Directory.Delete(folder, recursive: true);
            Builder(2).WithProGan(shares).WithCheckpoints(new(folder)).Train().Dispose();
            var longer = () => Builder(4).WithProGan(shares).WithCheckpoints(new(folder) { Resume = true }).Build();
            longer.Should().Throw<CheckpointException>().WithMessage("*steps: stored 2, given 4*");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("labels")]
    [InlineData("projection")]
    [InlineData("packing")]
    [InlineData("several")]
    [InlineData("augmentation")]
    [InlineData("a penalty of the generator")]
    public void Several_resolutions_at_once_go_with_conditions_packs_and_augmentation(string with)
    {
        var builder = new GanBuilder()
            .WithData(Tiny.Images())
            .WithMsgGan(
                new MsgGanOptions
                {
                    LatentSize = 4,
                    GeneratorMaps = 2,
                    DiscriminatorMaps = 2,
                    MaxMaps = 4,
                }
            )
            .WithTraining(new() { Steps = 2, BatchSize = 8 });
        builder = with switch
        {
            "labels" => builder.WithConditioning(new Losses.LabelConcatenation()),
            "projection" => builder.WithConditioning(new Losses.ProjectionConditioning(4)),
            "packing" => builder.WithPacking(2),
            "several" => builder.WithDiscriminators(2),
            "augmentation" => builder.AddAugmentation(new Losses.DiffAugment()),
            _ => builder.AddGeneratorPenalty(new Losses.ModeSeeking()),
        };
        using var trainer = builder.Build();
        trainer.Steps().Should().HaveCount(2);
        using var judge = trainer.SnapshotDiscriminator();
        using var scope = NewDisposeScope();
        using var labels = zeros(4, ScalarType.Int64);
        var condition = with is "labels" or "projection" ? labels : null;
        judge.Scores(randn(4, 1, 8, 8), condition).shape[0].Should().Be(with == "packing" ? 2 : 4);
    }
}
