using Gan.Data;
using Gan.Metrics;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Acceptance.Tests.EarlierFiles;

/// <summary>
/// Files in Fixtures/ were written by commit 2621e58, the last one that computed with libtorch 1.13, together with what
/// its networks gave. They load, and give the same to 1e-5.
/// </summary>
public sealed class EarlierFilesTests
{
    private const double Tolerance = 1e-5;

    private static readonly Lazy<Dictionary<string, Tensor>> Outputs = new(() =>
        Safetensors.Load(Fixture("outputs.safetensors")).Tensors
    );

    private static string Fixture(string name) =>
        Path.Combine(AppContext.BaseDirectory, "EarlierFiles", "Fixtures", name);

    private static void ShouldBe(Tensor found, string output, double tolerance = Tolerance)
    {
        var expected = Outputs.Value[output];
        found.shape.Should().Equal(expected.shape);
        found.sub(expected).abs().max().ToDouble().Should().BeLessThan(tolerance, output);
    }

    public static TheoryData<string> Games => ["dcgan", "dcgan-layer", "dcgan-projection", "resnet-embedding", "mlp"];

    [Theory, MemberData(nameof(Games))]
    public void A_generator_makes_what_it_made(string game)
    {
        using var gan = TrainedGan.Load(Fixture(game + ".generator.safetensors"));
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        gan.Step.Should().Be(3);
        ShouldBe(
            gan.Generator.call(Outputs.Value["latents"], gan.Classes > 0 ? Outputs.Value["labels"] : null),
            game + ".made"
        );
        ShouldBe(gan.Sample(4, seed: 5), game + ".sampled");
    }

    [Theory, MemberData(nameof(Games))]
    public void A_discriminator_judges_as_it_judged(string game)
    {
        using var judge = TrainedDiscriminator.Load(Fixture(game + ".discriminator.safetensors"));
        using var scope = NewDisposeScope();
        var conditional = game.Contains('-') && !game.Contains("layer");
        ShouldBe(
            judge.Scores(Outputs.Value["samples"], conditional ? Outputs.Value["labels"] : null),
            game + ".scores"
        );
    }

    [Theory, MemberData(nameof(Games))]
    public void A_generator_saved_again_has_the_same_metadata(string game)
    {
        var again = Path.GetTempFileName();
        try
        {
            using (var gan = TrainedGan.Load(Fixture(game + ".generator.safetensors")))
            {
                gan.Save(again);
            }
            Metadata(again).Should().BeEquivalentTo(Metadata(Fixture(game + ".generator.safetensors")));
        }
        finally
        {
            File.Delete(again);
        }
    }

    private static Dictionary<string, string> Metadata(string path)
    {
        var (tensors, metadata) = Safetensors.Load(path);
        foreach (var tensor in tensors.Values)
        {
            tensor.Dispose();
        }
        return metadata;
    }

    [Fact]
    public void Tests_run_where_JSON_by_reflection_is_turned_off_as_in_file_based_programs() =>
        System.Text.Json.JsonSerializer.IsReflectionEnabledByDefault.Should().BeFalse();

    [Fact]
    public void A_classifier_classifies_as_it_did()
    {
        using var classifier = ImageClassifier.Load(Fixture("classifier.safetensors"));
        using var scope = NewDisposeScope();
        ShouldBe(classifier.Probabilities(Outputs.Value["small"]), "probabilities");
    }

    [Fact]
    public void A_checkpoint_goes_on_to_where_it_would_have_gone_but_for_the_last_digits()
    {
        var folder = Directory.CreateTempSubdirectory("gan-earlier").FullName;
        try
        {
            var step = Directory.CreateDirectory(Path.Combine(folder, "step-00000003")).FullName;
            foreach (var file in Directory.GetFiles(Fixture("checkpoint/step-00000003")))
            {
                File.Copy(file, Path.Combine(step, Path.GetFileName(file)));
            }
            using var data = Images();
            using var trainer = new GanBuilder()
                .WithData(data)
                .WithDcgan(
                    new DcganOptions
                    {
                        FeatureMaps = 4,
                        LatentSize = 8,
                        UpsamplingMode = UpsamplingMode.Transposed,
                    }
                )
                .WithTraining(
                    new TrainingOptions
                    {
                        Steps = 6,
                        BatchSize = 8,
                        Seed = 3,
                    }
                )
                .WithCheckpoints(new CheckpointOptions(folder) { Every = 3, Resume = true })
                .Build();
            trainer.Step.Should().Be(3);
            using var gan = trainer.Train();
            using var scope = NewDisposeScope();
            using var _ = no_grad();
            gan.Step.Should().Be(6);
            // A step of Adam is 2e-4 at most, and three of another course would be seen; rounding differs between
            // versions of libtorch.
            ShouldBe(gan.Generator.call(Outputs.Value["latents"], null), "checkpoint.made", tolerance: 1e-4);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static ImageDataset Images()
    {
        var pixels = new byte[64 * 16 * 16];
        new Random(1).NextBytes(pixels);
        return ImageDataset.FromBytes(pixels, 1, 16, 16, [.. Enumerable.Range(0, 64).Select(i => (long)(i % 4))]);
    }
}
