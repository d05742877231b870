using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Networks;

/// <summary>Each network with each of its options: trained for two steps, saved and loaded.</summary>
public class TrainedNetworksTests
{
    private static readonly ResNetOptions Res = new()
    {
        GeneratorMaps = 8,
        DiscriminatorMaps = 8,
        LatentSize = 8,
    };
    private static readonly DcganOptions Dc = new() { FeatureMaps = 8, LatentSize = 8 };

    public static TheoryData<string, INetworkFamily> Networks() =>
        new()
        {
            { "ResNet", Res },
            { "ResNet Sngan32, narrow", ResNetOptions.Sngan32 with { GeneratorMaps = 8, DiscriminatorMaps = 8 } },
            { "ResNet Wgangp32, narrow", ResNetOptions.Wgangp32 with { GeneratorMaps = 8, DiscriminatorMaps = 8 } },
            { "ResNet Sngan64, narrow", ResNetOptions.Sngan64 with { GeneratorMaps = 2, DiscriminatorMaps = 2 } },
            { "ResNet Wgangp64, narrow", ResNetOptions.Wgangp64 with { GeneratorMaps = 2, DiscriminatorMaps = 2 } },
            {
                "ResNet with attention and conditional batch norm",
                Res with
                {
                    SelfAttentionSide = 8,
                    ConditionalBatchNorm = true,
                    GeneratorSpectralNorm = true,
                }
            },
            {
                "FastGAN",
                new FastGanOptions
                {
                    GeneratorMaps = 4,
                    DiscriminatorMaps = 2,
                    LatentSize = 8,
                    ExcitationOctaves = 1,
                }
            },
            {
                "FastGAN with spectral norm",
                new FastGanOptions
                {
                    GeneratorMaps = 4,
                    DiscriminatorMaps = 2,
                    LatentSize = 8,
                    DiscriminatorNorm = DiscriminatorNorm.Spectral,
                }
            },
            { "DCGAN with nearest pixels", Dc with { UpsamplingMode = UpsamplingMode.Nearest } },
            { "DCGAN with bilinear pixels", Dc with { UpsamplingMode = UpsamplingMode.Bilinear } },
            { "DCGAN with spectral norm", Dc with { DiscriminatorNorm = DiscriminatorNorm.Spectral } },
            { "DCGAN with layer norm", Dc with { DiscriminatorNorm = DiscriminatorNorm.Layer } },
            { "DCGAN with minibatch deviation", Dc with { MinibatchStd = true } },
            { "DCGAN with attention", Dc with { SelfAttentionSide = 8 } },
            { "DCGAN with conditional batch norm", Dc with { ConditionalBatchNorm = true } },
            {
                "the tutorial's with conditional batch norm",
                DcganOptions.Tutorial with
                {
                    FeatureMaps = 4,
                    ConditionalBatchNorm = true,
                }
            },
        };

    private static GanBuilder Builder(INetworkFamily networks) =>
        new GanBuilder()
            .WithData(Tiny.Images(16, count: 16))
            .WithNetworks(networks)
            .WithConditioning(new LabelConcatenation())
            .WithTraining(new TrainingOptions { Steps = 2, BatchSize = 8 });

    [Theory]
    [MemberData(nameof(Networks))]
    public void Two_steps_move_both_networks_and_stay_finite(string name, INetworkFamily networks)
    {
        var plain = Builder(networks).WithLoss(new NonSaturatingLoss());
        foreach (var builder in new[] { plain, plain.AddPenalty(new GradientPenalty()) })
        {
            using var trainer = builder.Build();
            var networksOf = new nn.Module[] { trainer.Context.Generator, trainer.Context.Discriminator };
            var before = networksOf.Select(n => n.parameters().Select(p => p.detach().clone()).ToArray()).ToArray();
            foreach (var report in trainer.Steps())
            {
                double.IsFinite(report.DiscriminatorLoss + report.GeneratorLoss).Should().BeTrue(name);
            }
            foreach (var (network, old) in networksOf.Zip(before))
            {
                var moved = network.parameters().Zip(old, (now, then) => (now != then).any().ToBoolean()).ToArray();
                moved
                    .Count(m => m)
                    .Should()
                    .BeGreaterThan(
                        moved.Length / 2,
                        $"{name}: weights behind a ReLU that is silent or a scale of 0 may rest"
                    );
                network
                    .state_dict()
                    .Values.Should()
                    .OnlyContain(t => !t.is_floating_point() || t.isfinite().all().ToBoolean());
            }
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void What_was_saved_is_loaded_bit_for_bit_from_the_file_alone(string name, INetworkFamily networks)
    {
        var file = Path.GetTempFileName();
        try
        {
            using var gan = Builder(networks).Train();
            gan.Save(file);
            using var loaded = TrainedGan.Load(file);
            using var expected = gan.Sample(6, seed: 4);
            using var actual = loaded.Sample(6, seed: 4);
            actual.data<float>().ToArray().Should().Equal(expected.data<float>().ToArray(), name);
            expected.abs().max().ToSingle().Should().BeLessThanOrEqualTo(1);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
