using Gan.Data;
using Gan.Games;
using Gan.Losses;
using Gan.Metrics;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Acceptance.Tests.Arguments;

/// <summary>What games other than the classic one need: translators, encoders, judges and their trainings.</summary>
internal sealed partial class Makers
{
    private static readonly long[] Picture = [1, 16, 16];
    private static readonly ResNetTranslator Family = new() { Blocks = 1, FeatureMaps = 2 };
    private static readonly PatchDiscriminator Judge = new() { Layers = 1, FeatureMaps = 2 };
    private static readonly MlpEncoder Encoder = new() { Widths = [4] };
    private static readonly TranslationOptions Translating = new() { Translator = Family, Judge = Judge };
    private static readonly CycleOptions Cycling = new() { Translator = Family, Judge = Judge };

    private static readonly TranslatorPlan Plan = new()
    {
        Family = Family,
        InputShape = Picture,
        OutputShape = Picture,
    };

    private static readonly TranslatorPlan Larger = Plan with
    {
        Family = new Rrdb
        {
            Blocks = 1,
            FeatureMaps = 2,
            Growth = 2,
        },
        OutputShape = [1, 32, 32],
        Kind = TranslationKind.SuperResolution,
    };

    private static readonly TranslatorPlan Completion = Plan with
    {
        Family = new GatedTranslator { FeatureMaps = 2 },
        InputShape = [2, 16, 16],
        Kind = TranslationKind.Completion,
    };

    private static readonly Func<GanBuilder, GanBuilder> Short = gan =>
        gan.WithTraining(new() { Steps = 1, BatchSize = 4 });

    private Dictionary<Type, Func<object>> GameTypes() =>
        new(TableTypes())
        {
            [typeof(ITranslatorFamily)] = () => Family,
            [typeof(IJudgeFamily)] = () => Judge,
            [typeof(IEncoderFamily)] = () => Encoder,
            [typeof(TranslatorSpec)] = () => Plan.Spec,
            [typeof(TranslatorPlan)] = () => Plan,
            [typeof(TranslatorNetwork)] = Plan.MakeTranslator,
            [typeof(CycleTranslators)] = Cycle.MakeTranslator,
            [typeof(TrainedTranslator)] = () => Trained(Plan),
            [typeof(TrainedCycle)] = TrainedCycle,
            [typeof(EncoderNetwork)] = () => Encoder.Encoder(new NetworkSpec(Picture, 4)),
            [typeof(AnomalyPlan)] = Anomalies,
            [typeof(AnomalyDetector)] = Detector,
            [typeof(Func<TranslatorSpec, TranslatorNetwork>)] = () => TranslatorOf,
            [typeof(Func<NetworkSpec, EncoderNetwork>)] = () => (Func<NetworkSpec, EncoderNetwork>)Encoder.Encoder,
            [typeof(Func<GanBuilder, GanBuilder>)] = () => Short,
            [typeof(Func<nn.Module>)] = () => (Func<nn.Module>)(() => Linear(3, 2)),
            [typeof(IReadOnlyCollection<float>)] = () => new float[] { 1, 2, 3, 4 },
            [typeof(IReadOnlyList<ScheduledPenalty>)] = () => new[] { new ScheduledPenalty(new R1Penalty()) },
            [typeof(IPerceptualFeatures)] = () => new ClassifierMaps(new ImageClassifier(Picture, 2)),
            [typeof(FeatureMetric)] = () => PrecisionRecallMetric.Precision(new RawPixels(), 4),
            [typeof(ModeCoverageMetric)] = () => ModeCoverageMetric.Modes([(0, 0)], 0.1, 4),
            [typeof(TranslationOptions)] = () => Translating,
            [typeof(TranslationBuilder)] = Translation,
            [typeof(TranslationGame)] = () => new TranslationGame(Inputs(), Translating),
            [typeof(GameTrainer<TrainedTranslator>)] = () => Translation().Build(),
            [typeof(CycleOptions)] = () => Cycling,
            [typeof(CycleBuilder)] = CycleBuilder,
            [typeof(CycleGame)] = () => new CycleGame(Inputs(), Cycling),
            [typeof(EncoderOptions)] = () => new EncoderOptions { Encoder = Encoder },
            [typeof(AnomalyBuilder)] = AnomalyBuilder,
            [typeof(EncoderGame)] = () =>
                new EncoderGame(Inputs(), Learnt(), trainer.SnapshotDiscriminator(), new() { Encoder = Encoder }),
        };

    private Dictionary<string, Func<object>> GameNames() =>
        new(TableNames())
        {
            ["TrainedTranslator.Upscale.this"] = () => Trained(Larger),
            ["TrainedTranslator.Complete.this"] = () => Trained(Completion),
            ["AnomalyDetector.IsAnomaly.this"] = Calibrated,
            ["TrainingContext.Translate.this"] = () => Translation().Build().Context,
            ["TrainingContext.Views.this"] = () => Translation().Build().Context,
            ["DistortionMetric.context"] = () => Translation().Build().Context,
            ["PartialUNet.spec"] = () => Completion.Spec,
            ["TranslationGame.setup"] = Inputs,
            ["CycleGame.setup"] = Inputs,
            ["EncoderGame.setup"] = Inputs,
            ["EncoderGame.gan"] = Learnt,
            ["EncoderGame.batch"] = Pairs,
            ["AnomalyBuilder.gan"] = Learnt,
            ["CycleGame.batch"] = Pairs,
            ["TranslationGame.batch"] = Pairs,
            ["AnomalyDetector.gan"] = Learnt,
            ["AnomalyDetector.Of.generator"] = () => Learnt().Generator,
            ["AnomalyDetector.Of.discriminator"] = () => trainer.SnapshotDiscriminator().Network,
            ["AnomalyDetector.Load.path"] = () => Path.Combine(folder, "detector.safetensors"),
            ["TrainedTranslator.Load.path"] = () => Path.Combine(folder, "translator.safetensors"),
            ["TrainedCycle.Load.path"] = () => Path.Combine(folder, "cycle.safetensors"),
            ["TrainedCycle.plan"] = () => Cycle,
            ["input"] = () => rand(4, 1, 16, 16),
            ["made"] = () => rand(4, 1, 16, 16),
            ["image"] = () => rand(4, 1, 16, 16),
            ["output"] = () => rand(4, 1, 16, 16),
            ["target"] = () => rand(4, 1, 16, 16),
            ["normal"] = () => rand(4, 1, 16, 16),
            ["mask"] = () => zeros(4, 1, 16, 16),
            ["inputShape"] = () => Picture,
            ["targetShape"] = () => Picture,
            ["InputShape"] = () => Picture,
            ["OutputShape"] = () => Picture,
            ["Rrdb.targetShape"] = () => new long[] { 1, 32, 32 },
            ["SrResNet.targetShape"] = () => new long[] { 1, 32, 32 },
            ["GatedConvolution.kernel"] = () => 3L,
            ["PartialConvolution.kernel"] = () => 3L,
            ["GatedConvolution.forward.input"] = () => rand(4, 2, 8, 8),
            ["PartialConvolution.forward.input"] = () => rand(4, 2, 8, 8),
            ["PartialConvolution.forward.mask"] = () => ones(4, 1, 8, 8),
            ["InstanceNormalization.forward.input"] = () => rand(4, 2, 8, 8),
            ["Auroc.scores"] = () => rand(4),
            ["Auroc.isAnomaly"] = () => tensor(new[] { true, true, false, false }),
            ["DistortionMetric.pairs"] = () => new PairedDataset(images, images),
            ["TranslationBuilder.pairs"] = () => new PairedDataset(images, images),
            ["DuePenalties.player"] = () => trainer.Context.Players.First(p => p.Network is DiscriminatorNetwork),
        };

    private static TranslatorPlan Cycle => Plan with { BothWays = true };

    private static Func<TranslatorSpec, TranslatorNetwork> TranslatorOf => Family.Translator;

    private static TrainedTranslator Trained(TranslatorPlan plan)
    {
        using var network = plan.MakeTranslator();
        return TrainedTranslator.Of(network, plan, "data", 1);
    }

    private static TrainedCycle TrainedCycle()
    {
        using var network = (CycleTranslators)Cycle.MakeTranslator();
        return Gan.TrainedCycle.Of(network, Cycle, "data", 1);
    }

    private TrainedGan Learnt() => trainer.Snapshot();

    private AnomalyPlan Anomalies() => new() { Networks = trainer.Settings.Plan, Encoder = Encoder };

    private AnomalyDetector Detector()
    {
        using var gan = Learnt();
        using var judge = trainer.SnapshotDiscriminator();
        using var encoder = Encoder.Encoder(new NetworkSpec(Picture, 4));
        return AnomalyDetector.Of(gan.Generator, judge.Network, encoder, Anomalies(), "data", 1);
    }

    private AnomalyDetector Calibrated()
    {
        var detector = Detector();
        detector.Calibrate(rand(4, 1, 16, 16), 0.5);
        return detector;
    }

    private void SaveGames()
    {
        using var translator = Trained(Plan);
        translator.Save(Path.Combine(folder, "translator.safetensors"));
        using var cycle = TrainedCycle();
        cycle.Save(Path.Combine(folder, "cycle.safetensors"));
        using var detector = Calibrated();
        detector.Save(Path.Combine(folder, "detector.safetensors"));
    }

    private Batch Pairs() => new(rand(4, 1, 16, 16), null, rand(4, 1, 16, 16));

    private TranslationBuilder Translation() =>
        new TranslationBuilder().WithOptions(Translating).WithPairs(new PairedDataset(images, images)).With(Short);

    private CycleBuilder CycleBuilder() =>
        new CycleBuilder().WithOptions(Cycling).WithImages(images, images).With(Short);

    private AnomalyBuilder AnomalyBuilder() =>
        new AnomalyBuilder()
            .WithData(images)
            .WithOptions(new EncoderOptions { Encoder = Encoder })
            .With(gan => gan.WithNetworks(Mlp))
            .WithBoth(Short);

    private GameSetup Inputs()
    {
        GameSetup? setup = null;
        new GanBuilder()
            .WithData(new PairedDataset(images, images))
            .WithNetworks(Mlp)
            .WithTraining(new() { Steps = 1, BatchSize = 4 })
            .WithGame(made =>
            {
                setup = made;
                return new TranslationGame(made, Translating);
            })
            .Build()
            .Dispose();
        return setup!;
    }
}
