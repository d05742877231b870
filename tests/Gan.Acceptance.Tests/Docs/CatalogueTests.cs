using Gan.Data;
using Gan.Distributed;
using Gan.Losses;
using Gan.Metrics;
using static TorchSharp.torch.nn;

namespace Gan.Acceptance.Tests.Docs;

/// <summary>Trains a step of everything that docs/catalogue.md lists.</summary>
public sealed class CatalogueTests
{
    private static readonly ConditionedDataset Angles = new(Mnist.Embedded(), new float[10_000, 1]);
    private static readonly WatermarkDecoder Reader = WatermarkDecoder.Train([1, 28, 28], new() { Steps = 1 });
    private static readonly WatermarkMessage Message = new("a key", 32);

    private static readonly CatalogueCalls Losses =
    [
        gan => gan.WithVanilla(),
        gan => gan.WithVanilla(saturating: true),
        gan => gan.WithLsgan(),
        gan => gan.WithLsgan(LeastSquaresLoss.MinusOneOneZero),
        gan => gan.WithWgan(),
        gan => gan.WithWgangp(),
        gan => gan.WithWganlp(),
        gan => gan.WithWgandiv(),
        gan => gan.WithHinge(),
        gan => gan.WithDragan(),
        gan => gan.WithRelativistic(),
        gan => gan.WithRelativistic(form: RelativisticForm.LeastSquares),
        gan => gan.WithRelativistic(average: false),
        gan => gan.WithR3gan(gamma: 1),
        gan => gan.WithLoss(new LabelSmoothing(new NonSaturatingLoss(), Real: 0.9)),
        gan => gan.WithLoss(new LabelSmoothing(new NonSaturatingLoss(), Real: 0.9, Fake: 0.1)),
        gan => gan.WithLoss(new LabelFlipping(new NonSaturatingLoss(), Share: 0.05)),
    ];

    private static readonly CatalogueCalls Penalties =
    [
        gan => gan.WithLoss(new WassersteinLoss()).AddPenalty(new GradientPenalty()),
        gan => gan.WithLoss(new WassersteinLoss()).AddPenalty(new OneSidedGradientPenalty()),
        gan => gan.WithLsgan().AddPenalty(new DraganPenalty()),
        gan => gan.WithHinge().AddPenalty(new R1Penalty(Gamma: 1), every: 16),
        gan => gan.WithHinge().AddPenalty(new R2Penalty(Gamma: 1)),
        gan => gan.WithLoss(new WassersteinLoss()).AddPenalty(new WganDivPenalty()),
        gan => gan.WithLoss(new WassersteinLoss()).AddPenalty(new GradientPenalty()).AddPenalty(new DriftPenalty()),
        gan => gan.WithHinge().AddPenalty(new LeCamPenalty()),
        gan => gan.WithHinge().AddPenalty(new BalancedConsistency(new DiffAugment(DiffAugmentPolicy.Translation))),
        gan => gan.WithHinge().AddPenalty(new LatentConsistency()).AddGeneratorPenalty(new LatentConsistency()),
        gan => gan.WithHinge().WithNetworks(new FastGanOptions()).AddPenalty(new DecoderReconstruction()),
        gan => gan.WithHinge().AddPenalty(new OrthogonalRegularization()),
        gan =>
            gan.WithLoss(new WassersteinLoss())
                .WithOptimizers(new RmsPropOptions())
                .AddConstraint(new WeightClipping()),
    ];

    private static readonly CatalogueCalls TermsOfGenerator =
    [
        gan => gan.AddGeneratorPenalty(new FeatureMatching()),
        gan => gan.AddGeneratorPenalty(new ModeSeeking()),
        gan => gan.AddGeneratorPenalty(new PathLength(), every: 4),
        gan => gan.AddGeneratorPenalty(new PullingAway()),
        gan => gan.AddGeneratorPenalty(new WatermarkPenalty(Reader, Message)),
    ];

    private static readonly CatalogueCalls Conditioning =
    [
        gan => gan.WithConditioning(new LabelConcatenation()),
        gan => gan.WithConditioning(new LabelEmbedding(50)),
        gan => gan.WithConditioning(new ProjectionConditioning()),
        gan => gan.WithStyleGan2().WithConditioning(new MappedProjection()),
        gan => gan.WithConditioning(new AuxiliaryClassifier()),
        gan =>
            gan.WithConditioning(new ProjectionConditioning())
                .WithDcgan(new DcganOptions { ConditionalBatchNorm = true }),
        gan => gan.WithData(Angles).WithConditioning(new VectorConcatenation(1)),
        gan => gan.WithConditioning(new InfoGanCodes(Categorical: 1, Categories: 10, Continuous: 2)),
    ];

    private static readonly CatalogueCalls Networks =
    [
        gan => gan.WithMlp(MlpOptions.Small),
        gan => gan.WithDcgan(),
        gan => gan.WithDcgan(DcganOptions.Paper),
        gan => gan.WithHinge().WithDcgan(new DcganOptions { DiscriminatorNorm = DiscriminatorNorm.Spectral }),
        gan => gan.WithDcgan(new DcganOptions { UpsamplingMode = UpsamplingMode.Transposed }),
        gan => gan.WithDcgan(new DcganOptions { MinibatchStd = true }),
        gan => gan.WithFastGan(),
        gan => gan.WithDcgan(new DcganOptions { SelfAttentionSide = 14 }),
        gan => gan.WithHinge().WithNetworks(ResNetOptions.Sngan32 with { GeneratorMaps = 16, DiscriminatorMaps = 16 }),
        gan =>
            gan.WithWgangp().WithNetworks(ResNetOptions.Wgangp32 with { GeneratorMaps = 16, DiscriminatorMaps = 16 }),
        gan => gan.WithR3gan(new R3ganOptions()),
        gan => gan.WithBigGan(),
        gan => gan.WithBigGan(BigGanOptions.Cifar with { GeneratorMaps = 16, DiscriminatorMaps = 16 }),
        gan => gan.WithBigGan(orthogonal: 1e-4),
        gan => gan.WithRecommended(minutes: 15),
        gan => gan.WithStyleGan2(),
        gan => gan.WithProGan(),
        gan => gan.WithMsgGan(),
    ];

    private static readonly CatalogueCalls Stabilisers =
    [
        gan => gan.WithPacking(2),
        gan => gan.WithDiscriminators(3).WithLoss(new MultipleDiscriminatorLoss(new NonSaturatingLoss(), Lambda: 1)),
        gan => gan.AddAugmentation(new InstanceNoise(Sigma: 0.1)),
        gan => gan.WithHinge().AddAugmentation(new DiffAugment()),
        gan => gan.WithHinge().AddAugmentation(new AdaptivePolicy()).WithAdaptiveStrength(),
        gan => gan.WithHinge().AddAugmentation(new AdaptivePolicy()).WithScheduledStrength(0.55, new HalfCosine(0, 1)),
        gan => gan.WithOptimizers(generator: new AdamOptions(1e-4), discriminator: new AdamOptions(4e-4)),
        gan => gan.WithOptimizers(new AdamOptions { ClipNorm = 1, ClipValue = 0.5 }),
        gan => gan.WithOptimizers(new AdamOptions { Schedule = new LinearDecay(From: 0.5) }),
        gan => gan.WithOptimizers(new AdamOptions { Schedule = new CosineDecay() }),
        gan => gan.WithOptimizers(new AdamOptions { Schedule = new StepDecay(Every: 500, Gamma: 0.5) }),
        gan => gan.WithOptimizers(new AdamOptions { Schedule = new CyclicRate(Period: 200) }),
        gan => gan.WithOptimizers(new AdamOptions { Schedule = new WarmUp(100, Then: new LinearDecay()) }),
        gan => gan.WithOptimizers(new AdamOptions { Schedule = new OverImages(1_000_000, new HalfCosine(1, 0.25)) }),
        gan => gan.WithOptimizers(new AdamOptions(2e-4, 0, 0.9) { Beta2Schedule = new HalfCosine(1, 1.1) }),
        gan => gan.WithHinge().AddPenalty(new R1Penalty(Gamma: 1), schedule: new HalfCosine(1, 0.1)),
        gan => gan.WithTraining(new TrainingOptions { DiscriminatorWarmUp = 50 }),
        gan => gan.WithTraining(new TrainingOptions { MovingAverageDecay = 0.999 }),
        gan => gan.WithTraining(new TrainingOptions { MovingAverageHalfLife = new HalfLife(10_000, RampUp: 0.05) }),
        gan => gan.WithTraining(new TrainingOptions { DataGrowth = new DataGrowth(Start: 0.1) }),
        gan => gan.WithWgangp().AddStopping(new PlateauStopping(Window: 200, Patience: 5)),
        gan => gan.WithTransfer(new TransferOptions { Freeze = [new("discriminator", "layers.conv0", Until: 500)] }),
    ];

    private static readonly CatalogueCalls Processes =
    [
        gan => gan.WithMpi(),
        gan => gan.WithProcesses(MpiProcessGroup.World()),
    ];

    private static readonly CatalogueCalls[] Compiled =
    [
        Processes,
        Losses,
        Penalties,
        TermsOfGenerator,
        Conditioning,
        Networks,
        Stabilisers,
    ];

    /// <summary>The calls of the page, each in the first cell of a row.</summary>
    public static TheoryData<string> Calls => [.. CatalogueCalls.OfPage()];

    [Theory]
    [MemberData(nameof(Calls))]
    public void Each_call_of_the_page_trains(string call)
    {
        var change = Compiled.Select(calls => calls.Find(call)).SingleOrDefault(found => found is not null);
        change.Should().NotBeNull("each call of docs/catalogue.md is compiled here");
        using var digits = Mnist.Embedded();
        using var trainer = change!(new GanBuilder().WithData(digits)).Build();
        trainer
            .Steps()
            .Take(1)
            .Should()
            .OnlyContain(r => double.IsFinite(r.DiscriminatorLoss) && double.IsFinite(r.GeneratorLoss));
    }

    [Fact]
    public void The_page_has_every_call_that_is_compiled_here() =>
        Compiled
            .SelectMany(calls => calls.Sources)
            .Should()
            .BeEquivalentTo(CatalogueCalls.OfPage().Select(CatalogueCalls.Plain));

    [Fact]
    public void Parts_build_a_discriminator_of_ones_own()
    {
        using var digits = Mnist.Embedded();
        var gan = new GanBuilder()
            .WithData(digits)
            .WithHinge()
            .WithNetworks(
                spec => new DcganOptions { FeatureMaps = 4 }.Generator(spec),
                spec =>
                    DiscriminatorNetwork.Wrap(
                        Sequential(
                            new SpectralNorm(Conv2d(1, 16, 4, stride: 4)),
                            LeakyReLU(0.2),
                            new SelfAttention(16),
                            new MinibatchStd(),
                            Flatten(),
                            Linear(17 * 49, 32),
                            new MinibatchDiscrimination(32, 8, 4),
                            Linear(40, 1)
                        )
                    )
            );
        using var trainer = gan.Build();
        trainer.Steps().Take(1).Should().HaveCount(1);
    }

    [Fact]
    public void A_training_ends_early_and_another_starts_from_it()
    {
        var folder = Directory.CreateTempSubdirectory("gan-docs").FullName;
        var generatorFile = Path.Combine(folder, "g");
        var discriminatorFile = Path.Combine(folder, "d");
        using var digits = Mnist.Embedded();
        using var images = digits.Read(TorchSharp.torch.arange(4), TorchSharp.torch.CPU).Samples;
        var gan = new GanBuilder()
            .WithDcgan(new DcganOptions { FeatureMaps = 4 })
            .WithData(digits)
            .WithTraining(new TrainingOptions { Steps = 5, BatchSize = 16 });
        using var trainer = gan.AddStopping(new EarlyStopping("brightness gap", Patience: 3, HigherIsBetter: false))
            .AddMetric(new BrightnessGap(), every: 1)
            .Build();
        trainer.Train().Save(generatorFile);
        using var judge = trainer.SnapshotDiscriminator();
        judge.Save(discriminatorFile);
        using var features = judge.Features(images);
        using var carried = gan.WithConditioning(new LabelEmbedding(10))
            .WithTransfer(
                new TransferOptions
                {
                    Generator = generatorFile,
                    Discriminator = discriminatorFile,
                    Fresh = ["project", "layers", "score", "encoder"],
                }
            )
            .Train();
        Directory.Delete(folder, recursive: true);
        features.shape[0].Should().Be(4);
        carried.Classes.Should().Be(10);
    }
}
