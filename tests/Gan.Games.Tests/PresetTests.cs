using Gan.Data;
using Gan.Losses;
using static TorchSharp.torch;

namespace Gan.Games.Tests;

/// <summary>What each preset of Gan.Net/Presets sets: the numbers of its paper.</summary>
public sealed class PresetTests
{
    private sealed class Pixels : IPerceptualFeatures
    {
        public string Name => "pixels";

        public IReadOnlyList<Tensor> Maps(Tensor images) => [images];
    }

    [Fact]
    public void Pix2pix_is_a_conditional_judge_and_a_hundred_times_L1()
    {
        var builder = Small(Pictures.Inverted(8)).WithPix2pix();
        builder
            .Options.Describe()
            .Should()
            .Be("Terms = [L1Reconstruction { Weight = 100 }], AdversarialWeight = 1, JudgeSeesInput = True");
        var settings = Settings(builder.WithTranslator(new UNet { Depth = 2, FeatureMaps = 4 }));
        settings.Loss.Should().Be(new NonSaturatingLoss());
        settings.GeneratorOptimizer.Should().Be(new AdamOptions(2e-4, 0.5, 0.999));
        builder.WithPix2pix(lambda: 10).Options.Terms.Should().Equal(new L1Reconstruction(10));
    }

    [Fact]
    public void SrResNet_learns_from_squares_alone_and_Srgan_from_content_and_a_thousandth_of_the_judge()
    {
        var pairs = Pictures.Squares(8).WithInput(new Downscale(2));
        var exact = Small(pairs).WithSrResNet();
        exact
            .Options.Describe()
            .Should()
            .Be(
                "Terms = [L2Reconstruction { Weight = 1 }], AdversarialWeight = 0, JudgeSeesInput = False, "
                    + "Kind = SuperResolution"
            );
        exact.Options.Translator.Should().Be(new SrResNet());
        Settings(exact.WithTranslator(new SrResNet { Blocks = 1, FeatureMaps = 4 }))
            .GeneratorOptimizer.Should()
            .Be(new AdamOptions(1e-4, 0.9, 0.999));
        var maps = new Pixels();
        var sharp = Small(pairs).WithSrgan(maps, pretrainSteps: 7).Options;
        sharp.Terms.Should().Equal(new PerceptualReconstruction(maps));
        (sharp.AdversarialWeight, sharp.PretrainSteps, sharp.JudgeSeesInput).Should().Be((1e-3, 7, false));
        sharp.PretrainTerms.Should().Equal(new L2Reconstruction());
        (sharp.Translator, sharp.Judge).Should().Be((new SrResNet(), new SrDiscriminator()));
        Small(pairs).WithSrgan().Options.Terms.Should().Equal(new L2Reconstruction());
    }

    [Fact]
    public void Esrgan_has_dense_blocks_absolute_features_and_the_relativistic_loss()
    {
        var pairs = Pictures.Squares(8).WithInput(new Downscale(2));
        var maps = new Pixels();
        var builder = Small(pairs).WithEsrgan(maps, pretrainSteps: 3);
        var options = builder.Options;
        options.Terms.Should().Equal(new L1Reconstruction(0.01), new PerceptualReconstruction(maps, Absolute: true));
        options.PretrainTerms.Should().Equal(new L1Reconstruction(1));
        (options.AdversarialWeight, options.PretrainSteps).Should().Be((0.005, 3));
        options.Translator.Should().Be(new Rrdb());
        var settings = Settings(
            builder.WithTranslator(
                new Rrdb
                {
                    Blocks = 1,
                    FeatureMaps = 4,
                    Growth = 2,
                }
            )
        );
        settings.Loss.Should().Be(new RelativisticAverageLoss());
        settings.GeneratorOptimizer.Should().Be(new AdamOptions(1e-4, 0.9, 0.999));
    }

    [Fact]
    public void Inpainting_is_a_completion_whose_judge_sees_the_picture_or_the_mask_too()
    {
        var pairs = Pictures.Squares(8).WithInput(new Masked(new CentreMask()));
        var context = Small(pairs).WithContextEncoder().Options;
        context.Terms.Should().Equal(new L2Reconstruction(0.999));
        (context.AdversarialWeight, context.JudgeSeesInput, context.Kind)
            .Should()
            .Be((0.001, false, TranslationKind.Completion));
        context.Translator.Should().Be(new ContextEncoder());
        var builder = Small(pairs).WithGatedInpainting();
        var gated = builder.Options;
        gated.Terms.Should().Equal(new L1Reconstruction(1));
        gated.Judge.Should().Be(new PatchDiscriminator { Norm = DiscriminatorNorm.Spectral });
        (gated.AdversarialWeight, gated.JudgeSeesInput, gated.Kind).Should().Be((1, true, TranslationKind.Completion));
        var settings = Settings(
            builder
                .WithTranslator(new GatedTranslator { FeatureMaps = 4 })
                .WithJudge(new PatchDiscriminator { Layers = 1, FeatureMaps = 4 })
        );
        settings.Loss.Should().Be(new HingeLoss());
        settings.GeneratorOptimizer.Should().Be(new AdamOptions(1e-4, 0.5, 0.999));
    }

    [Fact]
    public void CycleGan_has_half_the_papers_weights_for_half_its_squares_and_a_rate_that_falls_to_nothing()
    {
        var builder = new CycleBuilder().WithImages(Pictures.Squares(8), Pictures.Squares(8)).WithCycleGan();
        builder.Options.Describe().Should().Be("CycleWeight = 5, IdentityWeight = 2.5, PoolSize = 50");
        using var trainer = builder
            .WithTranslator(new ResNetTranslator { Blocks = 1, FeatureMaps = 4 })
            .WithJudge(new PatchDiscriminator { Layers = 1, FeatureMaps = 4 })
            .With(gan => gan.WithTraining(new TrainingOptions { Steps = 1, BatchSize = 2 }))
            .Build();
        var settings = trainer.Trainer.Settings;
        settings.Loss.Should().Be(new LeastSquaresLoss());
        var optimizer = settings.GeneratorOptimizer;
        optimizer.Should().Be(new AdamOptions(2e-4, 0.5, 0.999) { Schedule = new LinearDecay(0.5) });
        optimizer.Schedule.Should().Be(new LinearDecay(0.5));
    }

    [Fact]
    public void Unrolling_stands_among_the_settings_that_a_checkpoint_compares()
    {
        using var data = GaussianMixture.Ring();
        using var trainer = new GanBuilder()
            .WithData(data)
            .WithMlp(MlpOptions.Small)
            .WithUnrolling(3, 0.5)
            .WithTraining(new TrainingOptions { Steps = 1, BatchSize = 2 })
            .Build();
        trainer.Settings.Game.Should().Be("UnrolledGame: Steps = 3, LearningRate = 0.5");
    }

    private static TranslationBuilder Small(IDataset pairs) =>
        new TranslationBuilder()
            .WithPairs(pairs)
            .With(gan => gan.WithTraining(new TrainingOptions { Steps = 1, BatchSize = 2 }));

    private static GanSettings Settings(TranslationBuilder builder)
    {
        using var trainer = builder.WithJudge(new PatchDiscriminator { Layers = 1, FeatureMaps = 4 }).Build();
        return trainer.Trainer.Settings;
    }
}
