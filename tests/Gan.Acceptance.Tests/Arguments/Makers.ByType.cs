using System.Buffers;
using Gan.Data;
using Gan.Distributed;
using Gan.Losses;
using Gan.Metrics;
using Gan.Monitoring;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Spectre.Console;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Acceptance.Tests.Arguments;

internal sealed partial class Makers
{
    private Dictionary<Type, Func<object>> Types() =>
        new(GameTypes())
        {
            [typeof(string)] = () => "name",
            [typeof(long)] = () => 2L,
            [typeof(int)] = () => 2,
            [typeof(double)] = () => 0.5,
            [typeof(ulong)] = () => 1UL,
            [typeof(bool)] = () => true,
            [typeof(byte)] = () => (byte)1,
            [typeof(long[])] = () => new long[] { 1, 16, 16 },
            [typeof(IReadOnlyList<long>)] = () => new long[] { 1, 16, 16 },
            [typeof(byte[])] = () => new byte[4],
            [typeof(Tensor)] = () => randn(8, 3),
            [typeof(Device)] = () => CPU,
            [typeof(IDataset)] = () => images,
            [typeof(GanBuilder)] = Builder,
            [typeof(GanTrainer)] = () => Builder().Build(),
            [typeof(GanSettings)] = () => trainer.Settings,
            [typeof(KernelLayer)] = () => KernelLayer.Of(Linear(3, 4)),
            [typeof(TrainingContext)] = () => trainer.Context,
            [typeof(Player)] = () => trainer.Context.Players[0],
            [typeof(GameSetup)] = Setup,
            [typeof(TrainedGan)] = Codes,
            [typeof(TrainedDiscriminator)] = () => trainer.SnapshotDiscriminator(),
            [typeof(GeneratorNetwork)] = Generator,
            [typeof(DiscriminatorNetwork)] = () => new DecodedDiscriminator(Classifier()),
            [typeof(MlpOptions)] = () => Mlp,
            [typeof(DcganOptions)] = () => new DcganOptions { FeatureMaps = 2, LatentSize = 4 },
            [typeof(FastGanOptions)] = () => new FastGanOptions { GeneratorMaps = 1, DiscriminatorMaps = 1 },
            [typeof(ResNetOptions)] = () => ResNet,
            [typeof(R3ganOptions)] = () => new R3ganOptions { Maps = 8, LatentSize = 4 },
            [typeof(BigGanOptions)] = () => BigGan,
            [typeof(FirResampling)] = () => FirResampling.Up(),
            [typeof(StyleGan2Options)] = () => Style,
            [typeof(ProGanOptions)] = () =>
                new ProGanOptions
                {
                    GeneratorMaps = 2,
                    DiscriminatorMaps = 2,
                    MaxMaps = 4,
                },
            [typeof(MsgGanOptions)] = () =>
                new MsgGanOptions
                {
                    GeneratorMaps = 2,
                    DiscriminatorMaps = 2,
                    MaxMaps = 4,
                },
            [typeof(INetworkFamily)] = () => Mlp,
            [typeof(IGanLoss)] = () => new NonSaturatingLoss(),
            [typeof(IPenalty)] = () => new R1Penalty(),
            [typeof(IGeneratorPenalty)] = () => new ModeSeeking(),
            [typeof(IConditioning)] = () => new LabelEmbedding(2),
            [typeof(IAugmentation)] = () => new InstanceNoise(),
            [typeof(IParameterConstraint)] = () => new WeightClipping(),
            [typeof(IStoppingRule)] = () => new PlateauStopping(),
            [typeof(ITrainingCallback)] = () => new RunRecord(Path.Combine(folder, "run.json")),
            [typeof(IGanMetric)] = () => new FidMetric(new RawPixels(), 4),
            [typeof(IFeatureExtractor)] = () => new RawPixels(),
            [typeof(ILoggerFactory)] = () => NullLoggerFactory.Instance,
            [typeof(OptimizerOptions)] = () => new AdamOptions(),
            [typeof(ILearningRateSchedule)] = () => new ConstantRate(),
            [typeof(TrainingMoment)] = () => new TrainingMoment(2, 4, 8),
            [typeof(HalfLife)] = () => new HalfLife(100),
            [typeof(ScheduledStrength)] = () => new ScheduledStrength(0.5),
            [typeof(Func<IDataset, Preset>)] = () => (Func<IDataset, Preset>)(_ => new Preset("own", new HingeLoss())),
            [typeof(Func<TrainingMoment, double>)] = () => (Func<TrainingMoment, double>)(_ => 0.5),
            [typeof(IEnumerable<Parameter>)] = () => new[] { new Parameter(ones(2)) },
            [typeof(AugmentationContext)] = () => new AugmentationContext(new Generator(1)),
            [typeof(Generator)] = () => new Generator(1),
            [typeof(PenaltyContext)] = PenaltyContext,
            [typeof(Func<Tensor>)] = () => (Func<Tensor>)(() => randn(8, 3)),
            [typeof(Func<Tensor, Tensor>)] = () => (Func<Tensor, Tensor>)(x => x.reshape(-1, 1, 1, 4)),
            [typeof(Func<Tensor, Tensor, Tensor>)] = () => (Func<Tensor, Tensor, Tensor>)Distance,
            [typeof(Func<long, long>)] = () => (Func<long, long>)(_ => 8),
            [typeof(Func<NetworkSpec, GeneratorNetwork>)] = () => GeneratorOf,
            [typeof(Func<NetworkSpec, DiscriminatorNetwork>)] = () => DiscriminatorOf,
            [typeof(Module<Tensor, Tensor>)] = () => Linear(256, 3),
            [typeof(Conv2d)] = () => Conv2d(1, 2, 3),
            [typeof(ConvTranspose2d)] = () => ConvTranspose2d(1, 2, 3),
            [typeof(Linear)] = () => Linear(3, 2),
            [typeof(IReadOnlyDictionary<string, Tensor>)] = () => new Dictionary<string, Tensor> { ["a"] = ones(2) },
            [typeof(IReadOnlyDictionary<string, string>)] = () => new Dictionary<string, string>(),
            [typeof(IReadOnlyDictionary<string, double>)] = () => new Dictionary<string, double>(),
            [typeof(IReadOnlyDictionary<string, Measurement>)] = () => new Dictionary<string, Measurement>(),
            [typeof(IDictionary<string, double>)] = () => new Dictionary<string, double>(),
            [typeof(IReadOnlyList<string>)] = () => new[] { "a problem" },
            [typeof(IReadOnlyCollection<string>)] = () => new[] { "name" },
            [typeof(IReadOnlyList<(double, double)>)] = () => new[] { (0.0, 0.0), (1.0, 1.0) },
            [typeof(StepReport)] = () => new StepReport(1, 2, NoMetrics, 1, default, default, NoMetrics),
            [typeof(TimeSpan)] = () => TimeSpan.Zero,
            [typeof(CancellationToken)] = () => default(CancellationToken),
            [typeof(Stream)] = () => new MemoryStream(),
            [typeof(float[,])] = () => new float[16, 2],
            [typeof(float[,,,])] = () => new float[2, 1, 2, 2],
            [typeof(TrainingOptions)] = () => new TrainingOptions { Steps = 1, BatchSize = 4 },
            [typeof(PathLengthOptions)] = () => new PathLengthOptions { LatentSize = 4, Pairs = 4 },
            [typeof(FeatureStatistics)] = () => FeatureStatistics.Of(randn(8, 3)),
            [typeof(ImageClassifier)] = () => new ImageClassifier([1, 16, 16], 2),
            [typeof(MetricValue)] = Value,
            [typeof(ImagePreparation)] = () => new ImagePreparation(),
            [typeof(ImageFolder)] = () => ImageFolder.Load(Path.Combine(folder, "pictures"), new() { Size = 8 }),
            [typeof(ImageCache)] = () => ImageCache.Load(Path.Combine(folder, "pictures.cache")),
            [typeof(ImageSize)] = () => new ImageSize(8, 8),
            [typeof(IMemoryOwner<byte>)] = Memory,
            [typeof(DecodedImage)] = () => new DecodedImage(2, 2, PixelLayout.Grey, 8, Memory()),
            [typeof(VipsImageDecoder)] = () => VipsImageDecoder.Instance,
            [typeof(PixelLayout)] = () => PixelLayout.Grey,
            [typeof(IAnsiConsole)] = Silence,
            [typeof(ConsoleProgress)] = () => new ConsoleProgress(Silence()),
            [typeof(Exception)] = () => new IOException("inner"),
            [typeof(PngImage)] = () => new PngImage(2, 2, 1, new byte[4]),
            [typeof(NetworkSpec)] = () => new NetworkSpec([1, 16, 16], 4, ConditionSpec.Labels(2)),
            [typeof(SampleMetric)] = () => new FidMetric(new RawPixels(), 4),
            [typeof(TorchScriptFeatures)] = () => new TorchScriptFeatures(Path.Combine(folder, "features.pt"), new()),
            [typeof(ClassHistogram)] = () => ClassHistogram.Of(full(4, 2, 0.5)),
            [typeof(ConditionedDataset)] = () => new ConditionedDataset(images, new float[16, 2]),
            [typeof(ArrayDataset)] = () => ArrayDataset.Table(new float[4, 2]),
            [typeof(GaussianMixture)] = () => GaussianMixture.Ring(count: 8),
            [typeof(ImageDataset)] = () => ImageDataset.FromBytes(new byte[8], 1, 2, 2),
            [typeof(Batch)] = () => new Batch(ones(2, 3), null),
            [typeof(CsvTable)] = Table,
            [typeof(TableEncoding)] = () => Table().Encoding,
            [typeof(AugmentedDataset)] = () => Images().WithAugmentation(new RandomFlip()),
            [typeof(IReadOnlyList<IRandomTransform>)] = () => new[] { new RandomFlip() },
            [typeof(IPairing)] = () => new Downscale(2),
            [typeof(IMaskDrawer)] = () => new CentreMask(),
            [typeof(BatchPlace)] = () => new BatchPlace(1, 2, 3),
            [typeof(Func<Tensor, TransformRandom, Tensor>)] = () =>
                (Func<Tensor, TransformRandom, Tensor>)((targets, _) => targets),
            [typeof(InputDataset)] = () => Images().WithInput(new Downscale(2)),
            [typeof(PairedDataset)] = () => new PairedDataset(Images(), Images()),
            [typeof(UnpairedDataset)] = () => new UnpairedDataset(Images(), Images()),
            [typeof(PairedFolders)] = Folders,
            [typeof(Interval)] = () => new Interval(0, 1),
            [typeof(RandomAffine)] = () => new RandomAffine { Rotation = (-10, 10) },
            [typeof(RandomColor)] = () => new RandomColor { Hue = (-0.1, 0.1), Contrast = (0.5, 1.5) },
            [typeof(TransformRandom)] = () => new TransformRandom(1, 4),
            [typeof(ClassifierOptions)] = () => new ClassifierOptions { Epochs = 1, BatchSize = 4 },
            [typeof(ReadOnlySpan<byte>)] = () => new byte[8],
            [typeof(ReadOnlySpan<float>)] = () => new float[8],
            [typeof(Span<float>)] = () => new float[8],
            [typeof(IProcessGroup)] = () => MpiProcessGroup.World(),
            [typeof(MpiProcessGroup)] = () => MpiProcessGroup.World(),
            [typeof(PrecisionRecallMetric)] = () => PrecisionRecallMetric.Precision(new RawPixels(), 4),
            [typeof(InceptionScoreMetric)] = () => new InceptionScoreMetric(new ImageClassifier([1, 16, 16], 2), 4),
            [typeof(NetworkPlan)] = () => trainer.Settings.Plan,
            [typeof(Sampler)] = () => new Sampler(Generator(), VectorPlan, CPU, n => zeros(n, 3)),
            [typeof(ConditionSpec)] = () => ConditionSpec.Labels(2),
            [typeof(nn.Module)] = () => Linear(3, 2),
            [typeof(nn.Module[])] = () => new nn.Module[] { Linear(3, 2) },
            [typeof(IReadOnlyList<IAugmentation>)] = () => new[] { new InstanceNoise() },
            [typeof(Action<Dictionary<string, Tensor>>)] = () => new Action<Dictionary<string, Tensor>>(_ => { }),
            [typeof(Action<Dictionary<string, Tensor>, Dictionary<string, string>>)] = () =>
                (Action<Dictionary<string, Tensor>, Dictionary<string, string>>)((_, _) => { }),
            [typeof(IReadOnlyList<Problem>)] = () => new[] { new Problem("a problem") },
            [typeof(IEnumerable<Problem>)] = () => Array.Empty<Problem>(),
            [typeof(Problem)] = () => new Problem("a problem"),
            [typeof(Preset)] = () => new Preset("own", new NonSaturatingLoss()),
        };

    private static readonly BigGanOptions BigGan = new()
    {
        GeneratorMaps = 1,
        DiscriminatorMaps = 1,
        LatentSize = 4,
        SharedEmbedding = 2,
    };

    private static readonly ResNetOptions ResNet = new()
    {
        GeneratorMaps = 2,
        DiscriminatorMaps = 2,
        LatentSize = 4,
    };

    private static readonly StyleGan2Options Style = new()
    {
        LatentSize = 4,
        StyleSize = 4,
        GeneratorMaps = 2,
        DiscriminatorMaps = 2,
        MaxMaps = 4,
    };

    private static readonly Dictionary<string, double> NoMetrics = [];
    private static Func<NetworkSpec, GeneratorNetwork> GeneratorOf => Mlp.Generator;
    private static Func<NetworkSpec, DiscriminatorNetwork> DiscriminatorOf => Mlp.Discriminator;

    private GameSetup Setup()
    {
        GameSetup? setup = null;
        var builder = Builder()
            .WithGame(made =>
            {
                setup = made;
                return new ClassicGame(made);
            });
        builder.Build().Dispose();
        return setup!;
    }

    private PairedFolders Folders()
    {
        var pictures = Path.Combine(folder, "pictures");
        return PairedFolders.Load(pictures, pictures, new() { Size = 8 });
    }

    private static IMemoryOwner<byte> Memory() => MemoryPool<byte>.Shared.Rent(64);

    private static IAnsiConsole Silence() =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) });

    private static Tensor Distance(Tensor a, Tensor b) => (a - b).square().flatten(1).sum([1]);

    private DiscriminatorNetwork Classifier() =>
        Builder().WithConditioning(new AuxiliaryClassifier()).Build().Context.Discriminator;

    private static MetricValue Value() =>
        new()
        {
            Metric = "FID",
            Value = 1,
            RealSamples = 2,
            FakeSamples = 2,
            Split = "train",
        };

    private static PenaltyContext PenaltyContext()
    {
        var real = randn(4, 3);
        var fake = randn(4, 3);
        return Gan.Losses.PenaltyContext.ForDiscriminator(
            new Judged(real, fake, real.sum([1]), fake.sum([1])) { Latents = randn(4, 3) },
            x => x.sum([1]),
            new Generator(1)
        ) with
        {
            Generator = z => z,
            Features = x => x,
            Reconstruct = x => [new Reconstruction(x, x)],
            Parameters = [new Parameter(randn(3, 3))],
        };
    }
}
