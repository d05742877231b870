using Gan.Data;
using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Acceptance.Tests.Docs;

/// <summary>Compiles what docs/r3gan.md and docs/biggan.md show, and runs what takes seconds.</summary>
public sealed class NetworkPagesTests
{
    [Fact]
    public void Statistics_can_be_measured_anew()
    {
        using var data = Mnist.Embedded();
        using var gan = new GanBuilder()
            .WithData(data)
            .WithBigGan(new BigGanOptions { GeneratorMaps = 1, DiscriminatorMaps = 1 })
            .WithTraining(new TrainingOptions { Steps = 2, BatchSize = 4 })
            .Train();
        gan.Classes.Should().Be(10, "the data have labels");
        var folder = Directory.CreateTempSubdirectory("gan-docs").FullName;
        var path = Path.Combine(folder, "generator.safetensors");
        Standing(gan, path);
        using var loaded = TrainedGan.Load(path);
        using var again = gan.WithStandingStatistics(batches: 20, truncation: 0.5);
        loaded.Sample(2, seed: 1).equal(again.Sample(2, seed: 1)).all().ToBoolean().Should().BeTrue();
        loaded.Sample(2, seed: 1).equal(gan.Sample(2, seed: 1)).all().ToBoolean().Should().BeFalse();
        Directory.Delete(folder, recursive: true);
    }

    private static void Standing(TrainedGan gan, string path)
    {
        using var standing = gan.WithStandingStatistics(batches: 20, truncation: 0.5);
        using var typical = standing.Sample(64, truncation: 0.5);
        standing.Save(path);
    }

    [Fact]
    public void The_paper_s_training_of_R3gan_can_be_asked_for()
    {
        using var data = Mnist.Embedded();
        var paper = Paper(data);
        using var trainer = paper.WithR3gan(new R3ganOptions { Maps = 8 }, gamma: 0.05, images: 20_000_000).Build();
        trainer.Settings.GeneratorOptimizer.Should().BeOfType<AdamOptions>().Which.Beta2.Should().Be(0.9);
        trainer.Settings.Training.MovingAverageHalfLife!.Images.Should().Be(5_000_000);
        trainer
            .Settings.Penalties.Select(p => p.Schedule.Factor(20_000_001, 20_000_000))
            .Should()
            .OnlyContain(f => f == 0.1);
    }

    private static GanBuilder Paper(IDataset data)
    {
        var paper = new GanBuilder()
            .WithData(data)
            .WithR3gan(R3ganOptions.Paper, gamma: 0.05, images: 20_000_000)
            .AddAugmentation(new AdaptivePolicy())
            .WithScheduledStrength(0.55, new OverImages(20_000_000, new HalfCosine(0, 1)))
            .WithTraining(new TrainingOptions { BatchSize = 512, Steps = 120_000 });
        return paper;
    }

    internal static void R3gan()
    {
        using var gan = new GanBuilder().WithR3gan(new R3ganOptions()).Train();
    }

    internal static void BigGan()
    {
        using var gan = new GanBuilder().WithBigGan().Train();
        using var sevens = gan.Sample(64, label: 7);
    }
}
