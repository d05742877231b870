using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Training;

/// <summary>Whole trainings in bfloat16, against the same in float32 from equal weights, latents and batches.</summary>
public sealed class MixedPrecisionTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gan-mixed").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static GanBuilder Builder(bool mixed, string network = "dcgan", bool average = true)
    {
        var builder = Tiny.Builder(Tiny.Images(network == "dcgan" ? 16 : 32, 3))
            .WithWgangp()
            .WithMixedPrecision(mixed)
            .WithTraining(
                new TrainingOptions
                {
                    Steps = 2,
                    BatchSize = 8,
                    CriticSteps = 1,
                    MovingAverageDecay = average ? 0.9 : 0,
                }
            );
        return network switch
        {
            "dcgan" => builder.WithDcgan(new DcganOptions { LatentSize = 16 }),
            "mlp" => builder.WithMlp(
                new MlpOptions
                {
                    LatentSize = 16,
                    GeneratorWidths = [32, 32],
                    DiscriminatorWidths = [32, 32],
                }
            ),
            "spectral" => builder
                .WithHinge()
                .WithDcgan(new DcganOptions { LatentSize = 16, DiscriminatorNorm = DiscriminatorNorm.Spectral }),
            _ => builder.WithNetworks(
                new ResNetOptions
                {
                    GeneratorMaps = 16,
                    DiscriminatorMaps = 16,
                    LatentSize = 16,
                }
            ),
        };
    }

    [BFloat16Theory]
    [InlineData("dcgan")]
    [InlineData("mlp")]
    [InlineData("spectral")]
    [InlineData("resnet")]
    public void Losses_stay_within_a_few_roundings_of_those_in_float32(string network)
    {
        StepReport[] Run(bool mixed)
        {
            using var trainer = Builder(mixed, network).Build();
            return [.. trainer.Steps()];
        }
        var plain = Run(false);
        var mixed = Run(true);
        mixed[0]
            .DiscriminatorLoss.Should()
            .NotBe(plain[0].DiscriminatorLoss)
            .And.BeApproximately(plain[0].DiscriminatorLoss, 0.02 * (1 + Math.Abs(plain[0].DiscriminatorLoss)));
        mixed[1]
            .DiscriminatorLoss.Should()
            .BeApproximately(plain[1].DiscriminatorLoss, 0.05 * (1 + Math.Abs(plain[1].DiscriminatorLoss)));
        mixed[1]
            .GeneratorLoss.Should()
            .BeApproximately(plain[1].GeneratorLoss, 0.05 * (1 + Math.Abs(plain[1].GeneratorLoss)));
    }

    [BFloat16Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_trained_is_a_float32_GAN_that_a_file_gives_back(bool average)
    {
        using var scope = NewDisposeScope();
        using var trainer = Builder(true, average: average).Build();
        using var gan = trainer.Train();
        gan.Generator.modules().Should().NotContain(m => m is MixedPrecisionLayer);
        gan.Generator.parameters().Should().OnlyContain(p => p.dtype == float32);
        var file = Path.Combine(folder, "g.safetensors");
        gan.Save(file);
        using var loaded = TrainedGan.Load(file);
        loaded.Sample(4, seed: 1).equal(gan.Sample(4, seed: 1)).all().ToBoolean().Should().BeTrue();
        using var discriminator = trainer.SnapshotDiscriminator();
        discriminator.Network.modules().Should().NotContain(m => m is MixedPrecisionLayer);
    }

    [BFloat16Fact]
    public void A_checkpoint_goes_on_in_its_own_precision_only_unless_allowed()
    {
        Builder(true).WithCheckpoints(new(folder) { Every = 1 }).Train().Dispose();
        var other = (string[] allow) =>
            Builder(false).WithCheckpoints(new(folder) { Resume = true, Allow = allow }).Build().Dispose();
        other
            .Invoking(o => o([]))
            .Should()
            .Throw<CheckpointException>()
            .WithMessage("*mixedPrecision: stored bfloat16, given none*");
        other.Invoking(o => o(["mixedPrecision"])).Should().NotThrow();
    }

    /// <summary>Another batch size is rounded otherwise; that must not be taken for samples that are mixed
    /// up.</summary>
    [BFloat16Theory]
    [InlineData(4)]
    [InlineData(null)]
    public void Micro_batches_and_penalties_pass_their_trials(int? part)
    {
        using var trainer = Builder(true)
            .WithTraining(
                new TrainingOptions
                {
                    Steps = 1,
                    BatchSize = 8,
                    MicroBatch = part,
                }
            )
            .Build();
        trainer.Context.Discriminator.IsSamplewise.Should().BeTrue();
        trainer.Steps().Single().DiscriminatorLoss.Should().NotBe(double.NaN);
    }

    [BFloat16Fact]
    public void Equal_seeds_give_equal_weights()
    {
        using var scope = NewDisposeScope();
        using var first = Builder(true).Train();
        using var second = Builder(true).Train();
        first.Sample(4, seed: 1).equal(second.Sample(4, seed: 1)).all().ToBoolean().Should().BeTrue();
    }
}
