using Gan.Data;
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
        using var again = gan.WithStandingStatistics(batches: 20);
        loaded.Sample(2, seed: 1).equal(again.Sample(2, seed: 1)).all().ToBoolean().Should().BeTrue();
        loaded.Sample(2, seed: 1).equal(gan.Sample(2, seed: 1)).all().ToBoolean().Should().BeFalse();
        Directory.Delete(folder, recursive: true);
    }

    private static void Standing(TrainedGan gan, string path)
    {
        using var standing = gan.WithStandingStatistics(batches: 20);
        standing.Save(path);
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
