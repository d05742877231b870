using Gan.Data;
using Gan.Games;
using Gan.Losses;
using Gan.Metrics;
using Gan.Monitoring;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Acceptance.Tests.Docs;

/// <summary>Runs what docs/games.md shows, with few steps.</summary>
public sealed class GamesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gan-docs").FullName;
    private readonly TrainingOptions training = new() { Steps = 2, BatchSize = 2 };

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Of(string name) => Path.Combine(folder, name);

    [Fact]
    public void Pictures_from_drawings()
    {
        var file = Of("translator.safetensors");
        using var pairs = Mnist.Embedded().WithInput(new Edges());
        using var heldOut = Mnist.Embedded().WithInput(new Edges());
        using var translator = new TranslationBuilder()
            .WithPairs(pairs)
            .WithPix2pix(lambda: 100)
            .WithTranslator(new UNet { Depth = 2 })
            .WithJudge(new PatchDiscriminator { Layers = 2 })
            .With(gan =>
                gan.WithTraining(training)
                    .AddMetric(new DistortionMetric(DistortionKind.Psnr, heldOut, 100), every: 500)
            )
            .Train();
        using var batch = heldOut.Read(arange(8), CPU);
        using var made = translator.Translate(batch.Input!, seed: 1);
        using var psnr = Distortion.Psnr(made, batch.Samples);
        using var ssim = Distortion.Ssim(made, batch.Samples);
        translator.Save(file);
        using var loaded = TrainedTranslator.Load(file);
        using var again = loaded.Translate(batch.Input!, seed: 1);
        again.Equals(made).Should().BeTrue();
        var (photo, result) = (Of("photo.png"), Of("result.png"));
        PngImage.Of(zeros(1, 20, 24)).Save(photo);
        using var picture = ImageFile.Read(photo, options: new ImageFolderOptions { Channels = 1 });
        using var translated = loaded.Translate(picture);
        PngImage.Of(translated[0]).Save(result);
        using var read = ImageFile.Read(result);
        read.shape.Should().Equal(1, 3, 20, 24);
        psnr.shape.Should().Equal(8);
        ssim.shape.Should().Equal(8);
    }

    [Fact]
    public void Larger_pictures()
    {
        using var photos = Mnist.Embedded();
        using var classifier = ImageClassifier.Train(photos, new ClassifierOptions { Epochs = 1 }, samples: ..100);
        using var pairs = photos.WithInput(new Downscale(4));
        using var upscaler = new TranslationBuilder()
            .WithPairs(pairs)
            .WithSrgan(new ClassifierMaps(classifier), pretrainSteps: 1)
            .WithTranslator(new SrResNet { Blocks = 1, FeatureMaps = 8 })
            .With(gan => gan.WithTraining(training))
            .Train();
        using var small = zeros(1, 1, 40, 30);
        using var large = upscaler.Upscale(small, tile: 16, overlap: 8);
        large.shape.Should().Equal(1, 1, 160, 120);
    }

    [Fact]
    public void Holes_are_filled()
    {
        using var pairs = Mnist.Embedded().WithInput(new Masked(new FreeFormMask()));
        using var completer = new TranslationBuilder()
            .WithPairs(pairs)
            .WithGatedInpainting()
            .WithTranslator(new GatedTranslator { FeatureMaps = 4 })
            .WithJudge(new PatchDiscriminator { Layers = 2, Norm = DiscriminatorNorm.Spectral })
            .With(gan => gan.WithTraining(training))
            .Train();
        using var image = zeros(1, 1, 28, 28);
        using var mask = zeros(1, 1, 28, 28);
        mask[0, 0, 7..21, 7..21] = 1; // 1 in the hole
        using var whole = completer.Complete(image, mask);
        whole.mul(1 - mask).abs().sum().ToDouble().Should().Be(0);
    }

    [Fact]
    public void Terms_of_ones_own()
    {
        using var pairs = Mnist.Embedded().WithInput(new Edges());
        var builder = new TranslationBuilder().WithPairs(pairs);
        var options = builder.Options with
        {
            Translator = new ResNetTranslator { Blocks = 1, FeatureMaps = 4 },
            Judge = new PatchDiscriminator { Layers = 2 },
            Terms = [new L1Reconstruction(10), new L2Reconstruction(10)],
            PretrainSteps = 1,
        };
        using var trainer = builder
            .WithOptions(options)
            .With(gan => gan.WithHinge().AddAugmentation(new DiffAugment()).WithTraining(training))
            .Build();
        trainer.Steps().Last().Values.Keys.Should().Contain(["l1/translator", "l2/translator", "fooled/translator"]);
    }

    [Fact]
    public void Two_kinds()
    {
        var file = Of("cycle.safetensors");
        using var white = Mnist.Embedded();
        using var edges = Mnist.Embedded();
        using var trained = new CycleBuilder()
            .WithImages(white, edges)
            .WithCycleGan()
            .WithTranslator(new ResNetTranslator { Blocks = 2, FeatureMaps = 8 })
            .WithJudge(new PatchDiscriminator { Layers = 2, Norm = DiscriminatorNorm.Instance })
            .With(gan => gan.WithTraining(training))
            .Train();
        using var images = zeros(3, 1, 28, 28);
        using var there = trained.AToB.Translate(images);
        using var back = trained.BToA.Translate(there);
        trained.Save(file);
        using var loaded = TrainedCycle.Load(file);
        back.shape.Should().Equal(3, 1, 28, 28);
        loaded.Step.Should().Be(2);
    }

    [Fact]
    public void A_look_ahead()
    {
        using var ring = GaussianMixture.Ring();
        using var gan = new GanBuilder()
            .WithData(ring)
            .WithVanilla()
            .WithMlp(MlpOptions.Small)
            .WithUnrolling(steps: 5, learningRate: 0.3)
            .WithTraining(training)
            .Train();
        gan.Step.Should().Be(2);
    }

    [Fact]
    public void The_catalogue_has_every_preset_family_term_pairing_and_mask_of_these_games()
    {
        var page = File.ReadAllText(Path.Combine(PackageFeed.Repository, "docs", "catalogue.md"));
        Type[] kinds =
        [
            typeof(ITranslatorFamily),
            typeof(IJudgeFamily),
            typeof(IReconstructionLoss),
            typeof(IPairing),
            typeof(IMaskDrawer),
        ];
        var parts = kinds.SelectMany(kind =>
            kind.Assembly.GetExportedTypes().Where(type => type.IsClass && type.IsAssignableTo(kind))
        );
        parts.Select(type => $"new {type.Name}(").Where(call => !page.Contains(call)).Should().BeEmpty();
        Type[] builders = [typeof(TranslationBuilder), typeof(CycleBuilder)];
        var presets = typeof(Pix2pixPreset)
            .Assembly.GetExportedTypes()
            .SelectMany(type => type.GetMethods())
            .Where(method =>
                method.IsStatic && method.GetParameters() is [var first, ..] && builders.Contains(first.ParameterType)
            )
            .Where(method => char.IsLetter(method.Name[0])) // not the compiler's marks of extensions
            .Select(method => $".{method.Name}(");
        presets.Should().HaveCountGreaterThan(6).And.OnlyContain(call => page.Contains(call));
    }
}
