using System.Reflection;
using Gan.Data;
using Gan.Losses;
using Gan.Metrics;
using Gan.Monitoring;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Spectre.Console;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Acceptance.Tests.Arguments;

/// <summary>Makes a valid argument for a parameter: by its method and name where the type alone does not say enough,
/// else by its type.</summary>
internal sealed class Makers : IDisposable
{
    private static readonly string[] Networks =
    [
        nameof(DcganGenerator),
        nameof(DcganDiscriminator),
        nameof(ResNetGenerator),
        nameof(ResNetDiscriminator),
        nameof(MlpGenerator),
        nameof(MlpDiscriminator),
    ];

    private readonly string folder = Directory.CreateTempSubdirectory("gan-arguments").FullName;
    private readonly ImageDataset images = Images();
    private readonly GanTrainer trainer;
    private readonly Dictionary<Type, Func<object>> byType;
    private readonly Dictionary<string, Func<object>> byName;
    private static readonly MlpOptions Mlp = new()
    {
        LatentSize = 4,
        GeneratorWidths = [4],
        DiscriminatorWidths = [4],
    };

    internal Makers()
    {
        trainer = Builder().Build();
        using (var gan = trainer.Finish())
        {
            gan.Save(Path.Combine(folder, "gan.safetensors"));
        }
        using (var judge = trainer.FinishDiscriminator())
        {
            judge.Save(Path.Combine(folder, "judge.safetensors"));
        }
        using (var classifier = new ImageClassifier([1, 16, 16], 2))
        {
            classifier.Save(Path.Combine(folder, "classifier.safetensors"));
        }
        File.Copy(Path.Combine(AppContext.BaseDirectory, "features.pt"), Path.Combine(folder, "features.pt"));
        NpyFile.Write(Path.Combine(folder, "array.npy"), ones(2, 3));
        NpzFile.Write(Path.Combine(folder, "arrays.npz"), new Dictionary<string, Tensor> { ["name"] = ones(2, 3) });
        foreach (
            var part in new[]
            {
                "data_batch_1",
                "data_batch_2",
                "data_batch_3",
                "data_batch_4",
                "data_batch_5",
                "test_batch",
            }
        )
        {
            File.WriteAllBytes(Path.Combine(folder, $"{part}.bin"), new byte[3073]);
        }
        foreach (var part in new[] { "train", "test" })
        {
            File.WriteAllBytes(Path.Combine(folder, $"{part}.bin"), new byte[3074]);
        }
        File.WriteAllText(Path.Combine(folder, "table.csv"), "size,kind,class\n1,a,x\n2,b,y\n");
        Table().Encoding.Save(Path.Combine(folder, "table.json"));
        File.WriteAllBytes(
            Path.Combine(folder, "images.idx"),
            [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3, 4]
        );
        File.Copy(Path.Combine(folder, "images.idx"), Path.Combine(folder, "train-images-idx3-ubyte"));
        File.WriteAllBytes(Path.Combine(folder, "train-labels-idx1-ubyte"), [0, 0, 8, 1, 0, 0, 0, 1, 0]);
        File.WriteAllBytes(Path.Combine(folder, "labels.idx"), [0, 0, 8, 1, 0, 0, 0, 1, 0]);
        var pictures = Directory.CreateDirectory(Path.Combine(folder, "pictures", "a")).FullName;
        foreach (var picture in new[] { "1.png", "2.png" })
        {
            new PngImage(8, 8, 1, new byte[64]).Save(Path.Combine(pictures, picture));
        }
        ImageFolder
            .Load(Path.Combine(folder, "pictures"), new() { Size = 8, Cache = Path.Combine(folder, "pictures.cache") })
            .Dispose();
        byType = Types();
        byName = Names();
    }

    private GanBuilder Builder() =>
        new GanBuilder()
            .WithData(images)
            .WithMlp(Mlp)
            .WithTraining(new() { Steps = 1, BatchSize = 4 })
            .WithOptimizers(new RmsPropOptions())
            .AddAugmentation(new AdaptivePolicy());

    private static ImageDataset Images() =>
        ImageDataset.FromBytes(new byte[16 * 256], 1, 16, 16, [.. Enumerable.Range(0, 16).Select(i => i % 2L)]);

    private CsvTable Table() =>
        CsvTable.Load(
            Path.Combine(folder, "table.csv"),
            new TableOptions { Columns = { ["class"] = ColumnKind.Label } }
        );

    private TrainedGan Codes()
    {
        using var coded = Builder().WithConditioning(new InfoGanCodes(1, 2, 1)).Build();
        return coded.Finish();
    }

    /// <summary>A valid argument, or an exception that says that the table lacks one.</summary>
    internal object? Argument(MethodBase method, ParameterInfo parameter)
    {
        var type = method.DeclaringType!.Name;
        foreach (
            var key in new[] { $"{type}.{method.Name}.{parameter.Name}", $"{type}.{parameter.Name}", parameter.Name! }
        )
        {
            if (byName.TryGetValue(key, out var named) && named() is { } value && Fits(parameter.ParameterType, value))
            {
                return value;
            }
        }
        if (parameter.HasDefaultValue && Call.IsSpan(parameter.ParameterType))
        {
            return null;
        }
        if (parameter.HasDefaultValue)
        {
            return parameter.DefaultValue
                ?? (
                    parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null
                        ? Activator.CreateInstance(parameter.ParameterType)
                        : null
                );
        }
        return Make(parameter.ParameterType);
    }

    // A span is given as an array.
    private static bool Fits(Type type, object value) =>
        Call.IsSpan(type)
            ? value.GetType() == type.GetGenericArguments()[0].MakeArrayType()
            : (Nullable.GetUnderlyingType(type) ?? type).IsInstanceOfType(value);

    /// <summary>A valid instance.</summary>
    internal object Make(Type type)
    {
        if (byType.TryGetValue(type, out var make))
        {
            return make();
        }
        if (type.IsEnum)
        {
            return Enum.GetValues(type).GetValue(0)!;
        }
        if (Networks.Contains(type.Name) || type.GetConstructors() is [_, ..] && !type.IsInterface && !type.IsAbstract)
        {
            var constructor = type.GetConstructors().OrderBy(c => c.GetParameters().Length).First();
            return constructor.Invoke([.. constructor.GetParameters().Select(p => Argument(constructor, p))]);
        }
        throw new KeyNotFoundException($"The table makes no {type}.");
    }

    private Dictionary<Type, Func<object>> Types() =>
        new()
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
            [typeof(TrainedGan)] = Codes,
            [typeof(TrainedDiscriminator)] = () => trainer.FinishDiscriminator(),
            [typeof(GeneratorNetwork)] = () => new MlpGenerator(Mlp, new([1, 16, 16], 4)),
            [typeof(DiscriminatorNetwork)] = () =>
                Builder().WithConditioning(new AuxiliaryClassifier()).Build().Context.Discriminator,
            [typeof(MlpOptions)] = () => Mlp,
            [typeof(DcganOptions)] = () => new DcganOptions { FeatureMaps = 2, LatentSize = 4 },
            [typeof(ResNetOptions)] = () =>
                new ResNetOptions
                {
                    GeneratorMaps = 2,
                    DiscriminatorMaps = 2,
                    LatentSize = 4,
                },
            [typeof(INetworks)] = () => Mlp,
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
            [typeof(IEnumerable<Parameter>)] = () => new[] { new Parameter(ones(2)) },
            [typeof(AugmentationContext)] = () => new AugmentationContext(new Generator(1)),
            [typeof(Generator)] = () => new Generator(1),
            [typeof(PenaltyContext)] = PenaltyContext,
            [typeof(GeneratorPenaltyContext)] = GeneratorPenaltyContext,
            [typeof(Func<Tensor>)] = () => (Func<Tensor>)(() => randn(8, 3)),
            [typeof(Func<Tensor, Tensor>)] = () => (Func<Tensor, Tensor>)(x => x.reshape(-1, 1, 1, 4)),
            [typeof(Func<Tensor, Tensor, Tensor>)] = () =>
                (Func<Tensor, Tensor, Tensor>)((a, b) => (a - b).square().flatten(1).sum([1])),
            [typeof(Func<long, long>)] = () => (Func<long, long>)(_ => 8),
            [typeof(Func<SampleSpec, GeneratorNetwork>)] = () => (Func<SampleSpec, GeneratorNetwork>)Mlp.Generator,
            [typeof(Func<SampleSpec, DiscriminatorNetwork>)] = () =>
                (Func<SampleSpec, DiscriminatorNetwork>)Mlp.Discriminator,
            [typeof(Module<Tensor, Tensor>)] = () => Linear(256, 3),
            [typeof(Conv2d)] = () => Conv2d(1, 2, 3),
            [typeof(ConvTranspose2d)] = () => ConvTranspose2d(1, 2, 3),
            [typeof(Linear)] = () => Linear(3, 2),
            [typeof(IReadOnlyDictionary<string, Tensor>)] = () => new Dictionary<string, Tensor> { ["a"] = ones(2) },
            [typeof(IReadOnlyDictionary<string, double>)] = () => new Dictionary<string, double>(),
            [typeof(IReadOnlyDictionary<string, Measurement>)] = () => new Dictionary<string, Measurement>(),
            [typeof(IDictionary<string, double>)] = () => new Dictionary<string, double>(),
            [typeof(IReadOnlyList<string>)] = () => new[] { "a problem" },
            [typeof(IReadOnlyCollection<string>)] = () => new[] { "name" },
            [typeof(IReadOnlyList<(double, double)>)] = () => new[] { (0.0, 0.0), (1.0, 1.0) },
            [typeof(StepReport)] = () =>
                new StepReport(1, 2, 0, 0, 0, 0, null, 1, default, default, new Dictionary<string, double>()),
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
            [typeof(System.Buffers.IMemoryOwner<byte>)] = () => System.Buffers.MemoryPool<byte>.Shared.Rent(64),
            [typeof(DecodedImage)] = () =>
                new DecodedImage(2, 2, PixelLayout.Grey, 8, System.Buffers.MemoryPool<byte>.Shared.Rent(64)),
            [typeof(VipsImageDecoder)] = () => VipsImageDecoder.Instance,
            [typeof(PixelLayout)] = () => PixelLayout.Grey,
            [typeof(IAnsiConsole)] = () =>
                AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) }),
            [typeof(ConsoleProgress)] = () => new ConsoleProgress((IAnsiConsole)byType[typeof(IAnsiConsole)]()),
            [typeof(Exception)] = () => new IOException("inner"),
            [typeof(PngImage)] = () => new PngImage(2, 2, 1, new byte[4]),
            [typeof(SampleSpec)] = () => new SampleSpec([1, 16, 16], 4, 2),
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
            [typeof(Interval)] = () => new Interval(0, 1),
            [typeof(RandomAffine)] = () => new RandomAffine { Rotation = (-10, 10) },
            [typeof(RandomColor)] = () => new RandomColor { Hue = (-0.1, 0.1), Contrast = (0.5, 1.5) },
            [typeof(TransformRandom)] = () => new TransformRandom(1, 4),
            [typeof(ClassifierOptions)] = () => new ClassifierOptions { Epochs = 1, BatchSize = 4 },
            [typeof(ReadOnlySpan<byte>)] = () => new byte[8],
            [typeof(ReadOnlySpan<float>)] = () => new float[8],
            [typeof(PrecisionRecallMetric)] = () => PrecisionRecallMetric.Precision(new RawPixels(), 4),
            [typeof(InceptionScoreMetric)] = () => new InceptionScoreMetric(new ImageClassifier([1, 16, 16], 2), 4),
        };

    private Dictionary<string, Func<object>> Names() =>
        new()
        {
            ["GanBuilder.WithMixedPrecision.enabled"] = () => false,
            ["samples"] = () => rand(4, 1, 16, 16),
            ["images"] = () => rand(4, 1, 16, 16),
            ["TrainedDiscriminator.samples"] = () => rand(4, 1, 16, 16),
            ["sample"] = () => rand(4, 1, 16, 16),
            ["first"] = () => rand(2, 1, 32, 32),
            ["second"] = () => rand(2, 1, 32, 32),
            ["latent"] = () => randn(4, 4),
            ["IGanLoss.real"] = () => randn(8),
            ["scores"] = () => randn(8),
            ["realScores"] = () => randn(8),
            ["probabilities"] = () => full(4, 2, 0.5),
            ["directions"] = () => randn(5, 3),
            ["indices"] = () => tensor(new long[] { 0, 1 }),
            ["Batch.labels"] = () => zeros(4, dtype: ScalarType.Int64),
            ["ImageDataset.pixels"] = () => zeros(2, 1, 2, 2, dtype: ScalarType.Byte),
            ["features"] = () => randn(8, 3),
            ["ImageClassifier.labels"] = () => zeros(4, dtype: ScalarType.Int64),
            ["tensor"] = () => ones(2, 3),
            ["ImageFolder.folder"] = () => Path.Combine(folder, "pictures"),
            ["ImageFolder.file"] = () => Path.Combine(folder, "pictures", "a", "1.png"),
            ["ImageFolder.options"] = () => new ImageFolderOptions { Size = 8 },
            ["ImageCache.path"] = () => Path.Combine(folder, "pictures.cache"),
            ["DecodedImage.bits"] = () => 8,
            ["DecodeRequest.MaxPixels"] = () => 10_000L,
            ["MaxPixels"] = () => 10_000L,
            ["points"] = () => randn(8, 2),
            ["PointPlot.real"] = () => randn(8, 2),
            ["ModeCoverage.samples"] = () => randn(8, 2),
            ["height"] = () => 32L,
            ["width"] = () => 32L,
            ["PngImage.width"] = () => 2,
            ["PngImage.height"] = () => 2,
            ["PngImage.channels"] = () => 1,
            ["TrainedGan.Load.path"] = () => Path.Combine(folder, "gan.safetensors"),
            ["TrainedDiscriminator.Load.path"] = () => Path.Combine(folder, "judge.safetensors"),
            ["ImageClassifier.Load.path"] = () => Path.Combine(folder, "classifier.safetensors"),
            ["TorchScriptFeatures.path"] = () => Path.Combine(folder, "features.pt"),
            ["NpyFile.Read.path"] = () => Path.Combine(folder, "array.npy"),
            ["Safetensors.Load.path"] = () => Path.Combine(folder, "gan.safetensors"),
            ["path"] = () => Path.Combine(folder, "written"),
            ["IdxFile.images"] = () => Path.Combine(folder, "images.idx"),
            ["IdxFile.labels"] = () => Path.Combine(folder, "labels.idx"),
            ["folder"] = () => folder,
            ["CheckpointOptions.Folder"] = () => Path.Combine(folder, "store"),
            ["TrainedGan.conditions"] = () => randn(4, 3),
            ["TrainedGan.condition"] = () => randn(3),
            ["json"] = () => Value().ToJson(),
            ["Maxout.forward.input"] = () => randn(8, 2),
            ["KernelLayer.forward.input"] = () => randn(8, 3),
            ["ConditionalBatchNorm2d.forward.input"] = () => randn(4, 2, 3, 3),
            ["ConditionalBatchNorm2d.forward.condition"] = () => zeros(4, dtype: ScalarType.Int64),
            ["MinibatchDiscrimination.features"] = () => 3L,
            ["MinibatchStd.forward.input"] = () => randn(4, 2, 3, 3),
            ["SelfAttention.maps"] = () => 8L,
            ["SelfAttention.forward.input"] = () => randn(2, 8, 4, 4),
            ["SpectralNorm.forward.input"] = () => randn(2, 3),
            ["DcganDiscriminator.Score.features"] = () => randn(8, 64),
            ["MlpDiscriminator.Score.features"] = () => randn(8, 4),
            ["DiscriminatorNetwork.Score.features"] = () => randn(8, 4),
            ["ResNetDiscriminator.Score.features"] = () => randn(8, 2),
            ["ImageClassifier.forward.input"] = () => rand(4, 1, 16, 16),
            ["module"] = () => Linear(16, 3),
            ["ExpectedCoverage.real"] = () => 10L,
            ["DensityCoverage.ExpectedCoverage.real"] = () => 10L,
            ["DensityCoverage.ExpectedCoverage.fake"] = () => 10L,
            ["subsetSize"] = () => 4,
            ["count"] = () => 4L,
            ["DataGrowth.Count.count"] = () => 16L,
            ["InfoGanCodes.Draw.count"] = () => 4L,
            ["GaussianMixture.count"] = () => 8L,
            ["SampleGridCallback.count"] = () => 4,
            ["SamplesFile.count"] = () => 4L,
            ["Shuffle.count"] = () => 8L,
            ["Range"] = () => ..,
            ["batchSize"] = () => 4,
            ["epoch"] = () => 0L,
            ["position"] = () => 0L,
            ["generator"] = () => (Func<Tensor, Tensor>)(z => z.reshape(-1, 1, 2, 2)),
            ["InceptionScore.splits"] = () => 1,
            ["VectorConcatenation.classes"] = () => 2L,
            ["value"] = () => ones(2),
            ["report"] = () => Make(typeof(StepReport)),
            ["Cifar10.folder"] = () => folder,
            ["Cifar100.folder"] = () => folder,
            ["CsvTable.path"] = () => Path.Combine(folder, "table.csv"),
            ["TableEncoding.Load.path"] = () => Path.Combine(folder, "table.json"),
            ["TableEncoding.samples"] = () => zeros(4, 3),
            ["TableEncoding.labels"] = () => zeros(4, dtype: ScalarType.Int64),
            ["NpzFile.Read.path"] = () => Path.Combine(folder, "arrays.npz"),
            ["NpzFile.ReadAll.path"] = () => Path.Combine(folder, "arrays.npz"),
            ["NpzFile.Names.path"] = () => Path.Combine(folder, "arrays.npz"),
            ["NumpyDataset.path"] = () => Path.Combine(folder, "array.npy"),
            ["TransformRandom.from"] = () => 0L,
            ["TransformRandom.to"] = () => 3L,
            ["RandomCrop.padding"] = () => 2,
            ["ArrayDataset.channels"] = () => 1L,
            ["ArrayDataset.height"] = () => 2L,
            ["ArrayDataset.width"] = () => 2L,
            ["ImageDataset.channels"] = () => 1L,
            ["ImageDataset.height"] = () => 2L,
            ["ImageDataset.width"] = () => 2L,
            ["DatasetExtensions.data"] = Images,
            ["DiscriminatorNetwork.condition"] = () => zeros(4, dtype: ScalarType.Int64),
            ["ImageClassifier.options"] = () => new ClassifierOptions { Epochs = 1, BatchSize = 4 },
            ["VipsImageDecoder.Decode.file"] = () => File.ReadAllBytes(Path.Combine(folder, "pictures", "a", "1.png")),
            ["shape"] = () => new long[] { 1, 16, 16 },
            ["device"] = () => "cpu",
            ["ImageClassifier.sampleShape"] = () => new long[] { 1, 16, 16 },
            ["GanConfigurationException.problems"] = () => new[] { "a problem" },
            ["expectedHash"] = () => null!,
            ["Mnist.folder"] = () => folder,
            ["FashionMnist.folder"] = () => folder,
        };

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
        return new()
        {
            Real = real,
            Fake = fake,
            RealScores = real.sum([1]),
            FakeScores = fake.sum([1]),
            Critic = x => x.sum([1]),
            Random = new Generator(1),
            Generator = z => z,
            Latents = randn(4, 3),
            Features = x => x,
            Parameters = [new Parameter(randn(3, 3))],
        };
    }

    private static GeneratorPenaltyContext GeneratorPenaltyContext()
    {
        var latents = randn(4, 3).requires_grad_();
        return new()
        {
            Latents = latents,
            Fake = latents * 2,
            FakeScores = latents.sum([1]),
            Real = randn(4, 3),
            Generator = z => z * 2,
            Critic = x => x.sum([1]),
            Features = x => x,
            Random = new Generator(1),
            Parameters = [new Parameter(randn(3, 3))],
        };
    }

    public void Dispose()
    {
        trainer.Dispose();
        images.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
