using Gan.Data;
using Gan.Losses;
using Gan.Monitoring;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Acceptance.Tests.Docs;

/// <summary>Compiles what README.md and docs/getting-started.md show, and runs what takes seconds.</summary>
public sealed class GettingStartedTests
{
    [Fact]
    public void A_saved_generator_gives_the_same_samples_again()
    {
        using var data = Mnist.Embedded();
        using var gan = Tiny.Digits(data).Train();
        var folder = Directory.CreateTempSubdirectory("gan-docs").FullName;
        using var before = gan.Sample(8, seed: 1);
        gan.Save(Path.Combine(folder, "generator.safetensors"));
        using var loaded = TrainedGan.Load(Path.Combine(folder, "generator.safetensors"));
        using var after = loaded.Sample(8, seed: 1);
        Directory.Delete(folder, recursive: true);
        after.data<float>().ToArray().Should().Equal(before.data<float>().ToArray());
    }

    [Fact]
    public void All_problems_are_told_at_once()
    {
        var build = () =>
            new GanBuilder()
                .WithLoss(new WassersteinLoss())
                .WithTraining(new TrainingOptions { BatchSize = 1 })
                .Build();
        build
            .Should()
            .Throw<GanConfigurationException>()
            .Which.Problems.Should()
            .HaveCount(2)
            .And.Contain("BatchSize must be at least 2, but was 1.");
    }

    internal static void OneLine()
    {
        using var gan = new GanBuilder().WithDcgan().WithWgangp().Train();
    }

    internal static void MixedPrecision()
    {
        using var gan = new GanBuilder().WithMlp().WithMixedPrecision().Train();
    }

    internal static void Readme(string folder)
    {
        using var data = FashionMnist.Load(folder);
        using var gan = new GanBuilder()
            .WithData(data)
            .WithDcgan(new DcganOptions { FeatureMaps = 64 })
            .WithWgangp(lambda: 10)
            .WithConditioning(new LabelEmbedding())
            .WithTraining(
                new TrainingOptions
                {
                    Steps = 10_000,
                    BatchSize = 64,
                    Seed = 1,
                }
            )
            .Train(new ConsoleProgress());

        using var boots = gan.Sample(64, label: 9);
        SampleGrid.Draw(boots).Save("boots.png");
        gan.Save("fashion.safetensors");
    }

    internal static void Fork(IDataset data)
    {
        var baseline = new GanBuilder().WithData(data).WithMlp().WithTraining(new TrainingOptions { Steps = 5000 });
        using var wasserstein = baseline.WithWgangp().Train();
        using var leastSquares = baseline.WithLsgan().Train();
    }

    internal static void Load()
    {
        using var gan = TrainedGan.Load("generator.safetensors");
        using var samples = gan.Sample(64, seed: 1); // [64, 1, 28, 28] in [-1, 1], on the CPU
        SampleGrid.Draw(samples).Save("samples.png");
    }

    internal static async Task Cancel()
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        using var gan = await new GanBuilder().WithWgangp().TrainAsync(cancellation: timeout.Token);
    }

    internal static void Cuda()
    {
        using var gan = new GanBuilder().WithDcgan(DcganOptions.Paper).WithWgangp().WithDevice("cuda").Train();
    }
}
