using FluentAssertions;
using Gan.Losses;
using Microsoft.Extensions.Logging;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace Gan.Tests.Training;

/// <summary>A step in parts against the same step as a whole.</summary>
public sealed class MicroBatchTests
{
    private static readonly Dictionary<string, Func<GanBuilder, GanBuilder>> Networks = new()
    {
        ["mlp"] = b =>
            b.WithMlp(
                new MlpOptions
                {
                    LatentSize = 8,
                    GeneratorWidths = [16],
                    DiscriminatorWidths = [16],
                    Dropout = 0,
                }
            ),
        ["dcgan"] = b => b,
        ["dcgan tutorial"] = b => b.WithDcgan(DcganOptions.Tutorial with { FeatureMaps = 4, LatentSize = 8 }),
        ["dcgan upsampling"] = b => b.WithDcgan(DcganOptions.Upsampling with { FeatureMaps = 4, LatentSize = 8 }),
        ["dcgan spectral norm"] = b =>
            b.WithDcgan(
                new DcganOptions
                {
                    FeatureMaps = 4,
                    LatentSize = 8,
                    DiscriminatorNorm = DiscriminatorNorm.Spectral,
                }
            ),
        ["resnet"] = b =>
            b.WithNetworks(
                new ResNetOptions
                {
                    GeneratorMaps = 4,
                    DiscriminatorMaps = 4,
                    LatentSize = 8,
                }
            ),
    };

    private static readonly Dictionary<string, Func<GanBuilder, GanBuilder>> Losses = new()
    {
        ["minimax"] = b => b.WithVanilla(saturating: true),
        ["non-saturating"] = b => b.WithVanilla(),
        ["lsgan"] = b => b.WithLsgan(),
        ["wgan"] = b => b.WithWgan(),
        ["wgangp"] = b => b.WithWgangp(),
        ["wganlp"] = b => b.WithWganlp(),
        ["wgandiv"] = b => b.WithWgandiv(),
        ["hinge"] = b => b.WithHinge(),
        ["r3gan"] = b => b.WithR3gan(),
        ["relativistic paired"] = b => b.WithRelativistic(average: false, RelativisticForm.Hinge),
        ["label smoothing"] = b => b.WithLoss(new LabelSmoothing(new NonSaturatingLoss())),
        ["orthogonal"] = b =>
            b.WithHinge()
                .AddPenalty(new OrthogonalRegularization())
                .AddGeneratorPenalty(new OrthogonalRegularization()),
        ["packed"] = b => b.WithPacking(2),
        ["three discriminators"] = b => b.WithDiscriminators(3),
        ["codes"] = b => b.WithConditioning(new InfoGanCodes(1, 3, 2)),
        ["projection"] = b => b.WithConditioning(new ProjectionConditioning(4)),
        ["auxiliary"] = b => b.WithConditioning(new AuxiliaryClassifier()),
    };

    public static TheoryData<string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            // WGAN-div takes the sixth power of a gradient, which overflows float32 on the residual networks' first
            // weights.
            foreach (
                var (network, loss) in Networks
                    .Keys.SelectMany(n => Losses.Keys.Select(l => (n, l)))
                    .Where(p => p != ("resnet", "wgandiv"))
            )
            {
                pairs.Add(network, loss);
            }
            return pairs;
        }
    }

    private static TrainingOptions Training(int? part) =>
        new()
        {
            Steps = 2,
            BatchSize = 8,
            CriticSteps = 1,
            MicroBatch = part,
        };

    /// <summary>Gradients of both networks after one step without momentum, in evaluation mode, where normalisation and
    /// dropout couple and draw nothing.</summary>
    private static List<Tensor> Gradients(string network, string loss, int? part)
    {
        var builder = Losses[loss]
            (
                (network == "resnet in float64" ? Double : Networks[network])(
                    Tiny.Builder(Tiny.Images(network.StartsWith("resnet", StringComparison.Ordinal) ? 32 : 8))
                )
            )
            .WithOptimizers(new Plain(1e-3))
            .WithTraining(Training(part));
        using var trainer = builder.Build();
        trainer.Context.Generator.eval();
        trainer.Context.Discriminator.eval();
        trainer.Steps().First();
        return
        [
            .. trainer
                .Context.Generator.parameters()
                .Concat(trainer.Context.Discriminator.parameters())
                .Select(p => p.grad is { } g ? g.clone() : zeros_like(p)),
        ];
    }

    private sealed record Plain(double Rate) : OptimizerOptions(Rate)
    {
        public override bool HasMomentum => false;

        public override optim.Optimizer Create(IEnumerable<Parameter> parameters) =>
            optim.SGD(parameters, LearningRate);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Gradients_of_parts_add_up_to_the_whole_batchs(string network, string loss)
    {
        using var scope = NewDisposeScope();
        var whole = Gradients(network, loss, null);
        var parts = Gradients(network, loss, loss == "packed" ? 4 : 2);
        var error = whole.Zip(parts, (a, b) => (a - b).to(ScalarType.Float64).square().sum().ToDouble()).Sum();
        var size = whole.Sum(g => g.to(ScalarType.Float64).square().sum().ToDouble());
        // Sums of float32 in another order differ by some 1e-7 a layer; the next test shows that it is rounding and
        // nothing else.
        Math.Sqrt(error / size).Should().BeLessThan(network == "resnet" ? 3e-5 : 1e-6);
    }

    /// <summary>A network that computes in float64 whatever it is given.</summary>
    private static GanBuilder Double(GanBuilder builder)
    {
        var options = new ResNetOptions
        {
            GeneratorMaps = 4,
            DiscriminatorMaps = 4,
            LatentSize = 8,
        };
        return builder.WithNetworks(
            s => new DoubleGenerator(options.Generator(s)),
            s => new DoubleDiscriminator(options.Discriminator(s)),
            8
        );
    }

    private sealed class DoubleGenerator : GeneratorNetwork
    {
        private readonly GeneratorNetwork network;

        internal DoubleGenerator(GeneratorNetwork network)
            : base(nameof(DoubleGenerator))
        {
            this.network = network;
            RegisterComponents();
            this.to(ScalarType.Float64);
        }

        public override Tensor forward(Tensor latent, Tensor? condition) =>
            network.call(latent.to(ScalarType.Float64), condition);
    }

    private sealed class DoubleDiscriminator : DiscriminatorNetwork
    {
        private readonly DiscriminatorNetwork network;

        internal DoubleDiscriminator(DiscriminatorNetwork network)
            : base(nameof(DoubleDiscriminator))
        {
            this.network = network;
            RegisterComponents();
            this.to(ScalarType.Float64);
        }

        public override Tensor forward(Tensor sample, Tensor? condition) =>
            network.call(sample.to(ScalarType.Float64), condition);
    }

    [Theory]
    [InlineData("wgan")]
    [InlineData("r3gan")]
    [InlineData("hinge")]
    [InlineData("relativistic paired")]
    public void A_deep_network_in_double_precision_agrees_further(string loss)
    {
        using var scope = NewDisposeScope();
        var whole = Gradients("resnet in float64", loss, null);
        var parts = Gradients("resnet in float64", loss, 2);
        var error = whole.Zip(parts, (a, b) => (a - b).square().sum().ToDouble()).Sum();
        Math.Sqrt(error / whole.Sum(g => g.square().sum().ToDouble())).Should().BeLessThan(1e-12);
    }

    [Fact]
    public void One_part_is_bit_for_bit_the_whole()
    {
        using var scope = NewDisposeScope();
        foreach (var (a, b) in Gradients("dcgan", "wgangp", null).Zip(Gradients("dcgan", "wgangp", 8)))
        {
            a.eq(b).all().ToBoolean().Should().BeTrue();
        }
    }

    /// <summary>In training mode, through labels, penalties that draw and are not always due, and what each step hands
    /// to the next.</summary>
    [Fact]
    public void Steps_of_parts_with_several_critic_updates_and_lazy_penalties_stay_beside_the_whole()
    {
        using var scope = NewDisposeScope();
        List<Tensor> Trained(int? part, int steps = 3)
        {
            using var trainer = Networks["mlp"]
                (Tiny.Builder())
                .WithLoss(new WassersteinLoss())
                .AddPenalty(new GradientPenalty(), every: 2)
                .WithConditioning(new LabelEmbedding(4))
                .WithOptimizers(new Plain(0.05))
                .WithTraining(
                    new()
                    {
                        Steps = 3,
                        BatchSize = 8,
                        CriticSteps = 3,
                        DiscriminatorWarmUp = 1,
                        MicroBatch = part,
                    }
                )
                .Build();
            trainer.Steps().Take(steps).Count();
            return
            [
                .. trainer
                    .Context.Generator.parameters()
                    .Concat(trainer.Context.Discriminator.parameters())
                    .Select(p => p.detach().clone()),
            ];
        }
        double Distance(List<Tensor> one, List<Tensor> other) =>
            Math.Sqrt(one.Zip(other, (a, b) => (a - b).to(ScalarType.Float64).square().sum().ToDouble()).Sum());
        var whole = Trained(null);
        var parts = Trained(2);
        var start = Trained(null, 0);
        Distance(whole, parts).Should().BeLessThan(1e-5 * Distance(whole, start), "rounding, over twelve updates");
    }

    private sealed class Extracting : DiscriminatorNetwork
    {
        private readonly Dropout kept = nn.Dropout(0.5);
        private readonly Linear score;

        internal Extracting(long size)
            : base(nameof(Extracting))
        {
            score = nn.Linear(size, 1);
            RegisterComponents();
            kept.eval();
        }

        public override Tensor forward(Tensor sample, Tensor? condition) =>
            score.call(kept.call(sample.flatten(1))).flatten();
    }

    [Fact]
    public void A_module_that_its_owner_keeps_in_evaluation_mode_stays_there()
    {
        using var trainer = Tiny.Builder()
            .WithNetworks(
                s => new MlpOptions { LatentSize = 4, GeneratorWidths = [8] }.Generator(s),
                s => new Extracting(s.Size),
                4
            )
            .AddPenalty(new R1Penalty())
            .WithTraining(Training(4))
            .Build();
        trainer.Context.Discriminator.training.Should().BeTrue();
        trainer.Context.Discriminator.modules().OfType<Dropout>().Single().training.Should().BeFalse();
    }

    private static string Refusal(Func<GanBuilder, GanBuilder> change, int part = 4) =>
        FluentActions
            .Invoking(() => change(Networks["mlp"](Tiny.Builder())).WithTraining(Training(part)).Build())
            .Should()
            .Throw<GanConfigurationException>()
            .Which.Message;

    [Fact]
    public void What_is_no_mean_over_samples_is_refused()
    {
        Refusal(b => b.WithRelativistic())
            .Should()
            .Be(
                "RelativisticAverageLoss is no mean over samples, so "
                    + "that a batch of 8 cannot be split into parts of 4. Leave MicroBatch out, or take another loss."
            );
        Refusal(b => b.WithLoss(new LabelFlipping(new HingeLoss(), 0.25)))
            .Should()
            .StartWith("LabelFlipping is no mean over samples");
        Refusal(b => b.WithLoss(new MultipleDiscriminatorLoss(new HingeLoss(), 1)).WithDiscriminators(2))
            .Should()
            .StartWith("MultipleDiscriminatorLoss is no mean over samples");
        Refusal(b => b.AddGeneratorPenalty(new FeatureMatching()))
            .Should()
            .Be("FeatureMatching is no mean over samples, which MicroBatch would split. Leave one of the two out.");
        Refusal(b => b.AddGeneratorPenalty(new PullingAway()))
            .Should()
            .StartWith("PullingAway is no mean over samples");
        Refusal(b => b.AddPenalty(new LeCamPenalty()))
            .Should()
            .StartWith("LeCamPenalty remembers a value of each update");
        Refusal(b => b.AddGeneratorPenalty(new PathLength()))
            .Should()
            .StartWith("PathLength remembers a value of each update");
        Refusal(b =>
                b.WithDcgan(
                    new DcganOptions
                    {
                        FeatureMaps = 4,
                        LatentSize = 8,
                        MinibatchStd = true,
                    }
                )
            )
            .Should()
            .StartWith("MinibatchStd compares the samples of a batch with each other");
    }

    [Fact]
    public void Sizes_that_do_not_divide_are_refused_with_one_that_does()
    {
        Refusal(b => b, 3).Should().Be("BatchSize 8 is not a multiple of MicroBatch 3. Take MicroBatch 2.");
        Refusal(b => b, 0).Should().Be("MicroBatch must be at least 1, but was 0.");
        Refusal(b => b.WithPacking(4), 2)
            .Should()
            .Be(
                "MicroBatch 2 is not a multiple of the pack's 4 samples. Take a multiple of 4 that divides BatchSize 8."
            );
    }

    [Theory]
    [InlineData("dcgan", "batch normalisation takes the statistics of 4 samples instead of 8")]
    [InlineData("dcgan spectral norm", "spectral normalisation makes a power iteration for each part")]
    [InlineData("dcgan tutorial", "layers and augmentations that draw random numbers draw others")]
    public void What_is_not_exact_is_said_in_a_warning(string network, string reason) =>
        Warnings(Networks[network](Tiny.Builder())).Should().Contain(w => w.Contains(reason));

    [Fact]
    public void What_is_exact_needs_no_warning() =>
        Warnings(Networks["mlp"](Tiny.Builder()).WithWgangp()).Should().BeEmpty();

    [Fact]
    public void Terms_that_draw_for_a_whole_batch_are_named() =>
        Warnings(Networks["mlp"](Tiny.Builder()).WithDragan())
            .Should()
            .ContainSingle()
            .Which.Should()
            .Contain("DraganPenalty draws random numbers");

    private static List<string> Warnings(GanBuilder builder)
    {
        using var log = new Recorder();
        using var trainer = builder.WithTraining(Training(4)).WithLogging(log).Build();
        trainer.Steps().Should().HaveCount(2);
        return log.Warnings;
    }

    private sealed class Recorder : ILoggerFactory, ILogger
    {
        internal List<string> Warnings { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider) { }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            if (logLevel == LogLevel.Warning)
            {
                Warnings.Add(formatter(state, exception));
            }
        }

        public void Dispose() { }
    }
}
