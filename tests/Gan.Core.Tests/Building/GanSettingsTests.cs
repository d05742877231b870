using System.Runtime.CompilerServices;
using Gan.Losses;

namespace Gan.Tests.Building;

public class GanSettingsTests
{
    [Fact]
    public void Settings_describe_every_choice()
    {
        using var trainer = Tiny.Builder().WithWgangp(lambda: 7).Build();
        var text = trainer.Settings.Describe();
        text["penalties"].Should().Contain("Lambda = 7");
        text["networks"].Should().Contain("FeatureMaps = 4");
        text["generatorOptimizer"].Should().Contain("AdamOptions");
        text.Keys.Should()
            .Contain(["data", "loss", "steps", "batchSize", "criticSteps", "seed", "movingAverageDecay", "device"]);
    }

    /// <summary>
    /// A checkpoint compares these names and texts with those of the training that goes on from it. They stand in
    /// Approved/settings.txt: a name or text that changes makes earlier checkpoints differ, so that a change here needs
    /// a reason. Run with APPROVE=1 in the environment to write the file anew.
    /// </summary>
    [Fact]
    public void The_names_and_texts_that_checkpoints_compare_are_the_approved_ones()
    {
        var chosen = string.Concat(Everything().Describe().Select(setting => $"{setting.Key}: {setting.Value}\n"));
        var bare = string.Concat(Nothing().Describe().Select(setting => $"{setting.Key}: {setting.Value}\n"));
        var parts = string.Concat(Parts().Select(part => Cultures.Under("", () => $"{part}\n")));
        var received = $"# Everything chosen\n{chosen}\n# Nothing chosen\n{bare}\n# Parts\n{parts}";
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
        {
            File.WriteAllText(Path.Combine(SourceFolder(), "Approved", "settings.txt"), received);
            return;
        }
        var approved = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Building", "Approved", "settings.txt"));
        received.Should().Be(approved.ReplaceLineEndings("\n"));
    }

    [Theory, MemberData(nameof(Cultures.All), MemberType = typeof(Cultures))]
    public void Settings_and_parts_describe_themselves_the_same_under_every_culture(string culture)
    {
        Cultures.Under(culture, Texts).Should().Equal(Cultures.Under("", Texts));

        static string[] Texts() =>
            [.. Everything().Describe().Values, .. Nothing().Describe().Values, .. Parts().SelectMany(Described)];
    }

    // By every interface that has such a text. What has none is described by what holds it.
    private static IEnumerable<string> Described(object part) =>
        part.GetType()
            .GetInterfaces()
            .Append(part.GetType())
            .Select(type => type.GetMethod("Describe", Type.EmptyTypes))
            .OfType<System.Reflection.MethodInfo>()
            .Select(describe => (string)describe.Invoke(part, null)!);

    [Theory, MemberData(nameof(Cultures.All), MemberType = typeof(Cultures))]
    public void A_part_of_one_s_own_is_described_the_same_though_its_own_text_follows_the_culture(string culture)
    {
        Cultures
            .Under(culture, () => (Nothing() with { Constraints = [new OwnBound(-0.5)] }).Describe()["constraints"])
            .Should()
            .Be("OwnBound { Bound = -0.5 }");
        Cultures
            .Under(culture, () => (Nothing() with { Constraints = [new OwnText(-0.5)] }).Describe()["constraints"])
            .Should()
            .Be("at most -0.5");
    }

    private sealed record OwnBound(double Bound) : IParameterConstraint
    {
        public void Apply(IEnumerable<TorchSharp.Modules.Parameter> parameters) { }
    }

    private sealed record OwnText(double Bound) : IParameterConstraint
    {
        public void Apply(IEnumerable<TorchSharp.Modules.Parameter> parameters) { }

        public string Describe() => "at most " + Bound.ToString(System.Globalization.CultureInfo.CurrentCulture);
    }

    private static IEnumerable<object> Parts() =>
        [
            new HingeLoss(),
            new LabelFlipping(new HingeLoss()),
            new LabelSmoothing(new NonSaturatingLoss()),
            new LeastSquaresLoss(),
            new MinimaxLoss(),
            new MultipleDiscriminatorLoss(new WassersteinLoss()),
            new NonSaturatingLoss(),
            new RelativisticAverageLoss(),
            new RelativisticPairedLoss(RelativisticForm.Hinge),
            new WassersteinLoss(),
            new BalancedConsistency(new InstanceNoise()),
            new DraganPenalty(),
            new DriftPenalty(),
            new FeatureMatching(),
            new GradientPenalty(),
            new LatentConsistency(),
            new LeCamPenalty(),
            new ModeSeeking(),
            new OneSidedGradientPenalty(),
            new OrthogonalRegularization(),
            new PathLength(),
            new PullingAway(),
            new R1Penalty(),
            new R2Penalty(),
            new WeightClipping(),
            new WganDivPenalty(),
            new AdaptivePolicy(),
            new DiffAugment(),
            new InstanceNoise(),
            new AuxiliaryClassifier(),
            new InfoGanCodes(),
            new LabelConcatenation(),
            new LabelEmbedding(),
            new MappedProjection(),
            new ProjectionConditioning(),
            new VectorConcatenation(3),
            new MlpOptions(),
            new DcganOptions(),
            new ResNetOptions(),
            new StyleGan2Options(),
            new ProGanOptions(),
            new MsgGanOptions(),
            new CustomNetworks(8, _ => null!, _ => null!),
            new AdamOptions(),
            new RmsPropOptions(),
            new AdaptiveStrength(),
            new DataGrowth(0.5),
            new AdamOptions(1e-4, 0, 0.9) { Beta2Schedule = new HalfCosine(1, 1.1) },
            new ScheduledStrength(0.5),
            new HalfLife(10_000, 0.05),
            new ConstantRate(),
            new CosineDecay(),
            new CyclicRate(10),
            new LinearDecay(),
            new StepDecay(10),
            new WarmUp(10),
            new HalfCosine(1, 0.25),
            new OverImages(20_000_000, new HalfCosine(0, 1)),
            new EarlyStopping("FID"),
            new PlateauStopping(),
        ];

    private static string SourceFolder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;

    private static GanSettings Nothing() =>
        new()
        {
            DataSet = "tiny",
            DataCount = 32,
            SampleShape = [2],
            DataCondition = ConditionSpec.None,
            Networks = new MlpOptions(),
            Loss = new NonSaturatingLoss(),
            Penalties = [],
            Constraints = [],
            Conditioning = null,
            GeneratorOptimizer = new AdamOptions(),
            DiscriminatorOptimizer = new AdamOptions(),
            Training = new TrainingOptions(),
            Device = "cpu",
        };

    private static GanSettings Everything() =>
        Nothing() with
        {
            SampleShape = [3, 32, 32],
            DataCondition = ConditionSpec.Labels(4),
            Networks = DcganOptions.Paper,
            Loss = new MultipleDiscriminatorLoss(new LabelFlipping(new LabelSmoothing(new MinimaxLoss()), 0.1), 0.5),
            Penalties =
            [
                new(new GradientPenalty(7.5), 4),
                new(new R1Penalty(1e-7)),
                new(new BalancedConsistency(new DiffAugment(DiffAugmentPolicy.Color | DiffAugmentPolicy.Cutout))),
            ],
            GeneratorPenalties = [new(new PathLength(), 8), new(new ModeSeeking(0.25))],
            Augmentations = [new InstanceNoise(), new AdaptivePolicy()],
            AdaptiveStrength = new(0.5),
            PackSize = 2,
            DiscriminatorCount = 3,
            Transfer = new TransferOptions { Generator = "generator.safetensors" },
            Stopping = [new EarlyStopping("FID", HigherIsBetter: false), new PlateauStopping()],
            Constraints = [new WeightClipping(0.02)],
            Conditioning = new InfoGanCodes(),
            GeneratorOptimizer = new AdamOptions(1e-4, 0, 0.9) { Schedule = new WarmUp(10, new CosineDecay()) },
            DiscriminatorOptimizer = new RmsPropOptions { ClipNorm = 1.5 },
            Training = new()
            {
                Steps = 10,
                BatchSize = 8,
                MicroBatch = 4,
                CriticSteps = 5,
                DiscriminatorWarmUp = 2,
                DataGrowth = new(0.1),
                DataWorkers = 1,
                Seed = 7,
                MovingAverageDecay = 0.5,
            },
            MixedPrecision = true,
            Kernels = false,
            Device = "cuda:1",
        };

    [Fact]
    public void The_condition_is_counted_into_what_the_networks_are_made_for()
    {
        using var trainer = Tiny.Builder().WithConditioning(new LabelConcatenation()).Build();
        trainer.Settings.Plan.GeneratorSpec.LatentSize.Should().Be(8 + 4, "four classes are four entries");
        trainer.Settings.Plan.DiscriminatorSpec.Shape.Should().Equal(1 + 4, 8, 8);
        trainer.Settings.Plan.GeneratorSpec.Shape.Should().Equal(1, 8, 8);
    }
}
