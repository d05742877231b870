using Gan.Losses;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan.Tests.Training;

/// <summary>A step in parts against the same step as a whole.</summary>
public sealed class MicroBatchTests
{
    public static TheoryData<string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            // WGAN-div takes the sixth power of a gradient, which overflows float32 on the residual networks' first
            // weights.
            foreach (
                var (network, loss) in MicroBatchCases
                    .Networks.Keys.SelectMany(n => MicroBatchCases.Losses.Keys.Select(l => (n, l)))
                    .Where(p => p != ("resnet", "wgandiv"))
            )
            {
                pairs.Add(network, loss);
            }
            return pairs;
        }
    }

    /// <summary>Gradients of both networks after one step without momentum, in evaluation mode, where normalisation and
    /// dropout couple and draw nothing.</summary>
    private static List<Tensor> Gradients(string network, string loss, int? part)
    {
        var builder = MicroBatchCases
            .Losses[loss](
                (network == "resnet in float64" ? Double : MicroBatchCases.Networks[network])(
                    Tiny.Builder(Tiny.Images(network.StartsWith("resnet", StringComparison.Ordinal) ? 32 : 8))
                )
            )
            .WithOptimizers(new Plain(1e-3))
            .WithTraining(MicroBatchCases.Training(part));
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
            using var trainer = MicroBatchCases
                .Networks["mlp"](Tiny.Builder())
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
            .WithTraining(MicroBatchCases.Training(4))
            .Build();
        trainer.Context.Discriminator.training.Should().BeTrue();
        trainer.Context.Discriminator.modules().OfType<Dropout>().Single().training.Should().BeFalse();
    }
}
