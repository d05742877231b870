using Gan.Data;
using Gan.Games;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Metrics.Tests.Training;

public sealed class DistortionMetricTests
{
    [Theory]
    [InlineData(DistortionKind.Psnr, "PSNR")]
    [InlineData(DistortionKind.Ssim, "SSIM")]
    [InlineData(DistortionKind.L1, "L1")]
    public void It_is_the_mean_over_the_pairs_of_what_the_game_translates(DistortionKind kind, string name)
    {
        using var pairs = Pairs(seed: 1);
        using var others = Pairs(seed: 2);
        var metric = new DistortionMetric(kind, others, count: 70);
        using var trainer = new TranslationBuilder()
            .WithPairs(pairs)
            .WithTranslator(new UNet { Depth = 2, FeatureMaps = 4 })
            .WithJudge(new PatchDiscriminator { Layers = 1, FeatureMaps = 4 })
            .With(gan => gan.WithTraining(new TrainingOptions { Steps = 1, BatchSize = 4 }).AddMetric(metric, every: 1))
            .Build();
        var found = trainer.Steps().Single().Metrics[name];
        using var batch = others.Read(arange(70), CPU);
        // Noise is drawn for each call anew, so the chunks are the metric's.
        using var first = trainer.Context.Translate(batch.Input!.narrow(0, 0, 64));
        using var last = trainer.Context.Translate(batch.Input!.narrow(0, 64, 6));
        using var made = cat([first, last]);
        using var each = kind switch
        {
            DistortionKind.Psnr => Distortion.Psnr(made, batch.Samples),
            DistortionKind.Ssim => Distortion.Ssim(made, batch.Samples),
            _ => Distortion.L1(made, batch.Samples),
        };
        found.ShouldAgree(each.mean().ToDouble());
        metric.Provenance["pairs"].Should().Be($"{others.Name}, the first 70");
    }

    [Fact]
    public void Several_of_a_kind_have_names_of_their_own_and_PSNR_may_leave_out_a_border()
    {
        using var pairs = Pairs(seed: 1);
        using var trainer = new TranslationBuilder()
            .WithPairs(pairs)
            .WithTranslator(
                new UNet
                {
                    Depth = 2,
                    FeatureMaps = 4,
                    Dropout = 0,
                }
            )
            .WithJudge(new PatchDiscriminator { Layers = 1, FeatureMaps = 4 })
            .With(gan =>
                gan.WithTraining(new TrainingOptions { Steps = 1, BatchSize = 4 })
                    .AddMetric(new DistortionMetric(DistortionKind.Psnr, pairs, 5), every: 1)
                    .AddMetric(new DistortionMetric(DistortionKind.Psnr, pairs, 5, "PSNR inside", border: 2), every: 1)
            )
            .Build();
        var found = trainer.Steps().Single().Metrics;
        using var batch = pairs.Read(arange(5), CPU);
        using var made = trainer.Context.Translate(batch.Input!);
        using var whole = Distortion.Psnr(made, batch.Samples);
        using var inside = Distortion.Psnr(made, batch.Samples, border: 2);
        found["PSNR"].ShouldAgree(whole.mean().ToDouble());
        found["PSNR inside"].ShouldAgree(inside.mean().ToDouble());
        FluentActions
            .Invoking(() => new DistortionMetric(DistortionKind.Ssim, pairs, border: 2))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("Only PSNR leaves out a border, but the kind is Ssim.*");
    }

    [Fact]
    public void It_takes_all_pairs_and_not_more()
    {
        using var pairs = Pairs(seed: 1);
        new DistortionMetric(DistortionKind.L1, pairs, count: 1000)
            .Provenance["pairs"]
            .Should()
            .EndWith("the first 80");
        FluentActions
            .Invoking(() => new DistortionMetric(DistortionKind.L1, pairs, count: 0))
            .Should()
            .Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Without_inputs_or_without_a_translation_there_is_nothing_to_measure()
    {
        using var images = Mnist.Embedded();
        FluentActions
            .Invoking(() => new DistortionMetric(DistortionKind.Psnr, images))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("*has no inputs*PairedFolders*");
        using var pairs = Pairs(seed: 1);
        var build = () =>
            new GanBuilder()
                .WithData(pairs)
                .WithMlp(MlpOptions.Small)
                .WithTraining(new TrainingOptions { Steps = 1, BatchSize = 4 })
                .AddMetric(new DistortionMetric(DistortionKind.Psnr, pairs), every: 1)
                .Build();
        build
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage("*'PSNR'*ClassicGame makes samples from latents*TranslationBuilder*");
    }

    private static InputDataset Pairs(int seed)
    {
        var random = new Random(seed);
        var values = new float[80 * 16 * 16];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (random.NextSingle() * 2) - 1;
        }
        return ArrayDataset.Images(values, 1, 16, 16, name: $"noise {seed}").WithInput(new Edges());
    }
}
