using Gan.Data;
using Gan.Losses;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan.Games.Tests;

/// <summary>
/// The gradient through the steps ahead, against the closed form of a quadratic game: D(x) = w·x with loss
/// ½w² − w·(r − g), whose K steps of descent give w_K = (1 − η)^K w + (1 − (1 − η)^K)(r − g).
/// </summary>
public sealed class UnrolledGameTests
{
    private const double Eta = 0.3;
    private const double Real = 1.5;
    private const double Weight = 0.7;
    private const double Made = 0.4;

    // The discriminator's own step comes first.
    private const double Start = Weight - (0.001 * (Weight - (Real - Made)));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void The_generators_gradient_is_that_of_the_closed_form(int steps)
    {
        // L_G = −w_K g, so dL/dg = −w_K − g dw_K/dg with dw_K/dg = −(1 − (1 − η)^K)
        var keep = Math.Pow(1 - Eta, steps);
        var last = (keep * Start) + ((1 - keep) * (Real - Made));
        Trained(steps).Gradient.Should().BeApproximately(-last + (Made * (1 - keep)), 1e-6);
    }

    [Fact]
    public void It_differs_from_that_of_a_discriminator_that_steps_ahead_without_a_way_back()
    {
        var keep = Math.Pow(1 - Eta, 5);
        var last = (keep * Start) + ((1 - keep) * (Real - Made));
        Math.Abs(Trained(5).Gradient + last).Should().BeGreaterThan(0.3);
    }

    [Fact]
    public void The_discriminator_takes_one_step_from_where_it_was() =>
        Trained(5).Weight.Should().BeApproximately(Start, 1e-6);

    [Fact]
    public void No_step_ahead_is_the_classic_game_bit_for_bit()
    {
        using var data = GaussianMixture.Ring();
        var baseline = Small().WithData(data);
        using var classic = baseline.Train();
        using var unrolled = baseline.WithUnrolling(0).Train();
        using var ahead = baseline.WithUnrolling(2).Train();
        var expected = Samples(classic);
        Samples(unrolled).Should().Equal(expected);
        Samples(ahead).Should().NotEqual(expected);
    }

    [Fact]
    public void A_run_with_dropout_repeats()
    {
        using var data = GaussianMixture.Ring();
        var gan = Small()
            .WithData(data)
            .WithNetworks(
                new MlpOptions
                {
                    GeneratorWidths = [16],
                    DiscriminatorWidths = [16],
                    Dropout = 0.5,
                }
            )
            .WithUnrolling(3);
        using var first = gan.Train();
        using var second = gan.Train();
        Samples(second).Should().Equal(Samples(first));
    }

    [Fact]
    public void Penalties_and_micro_batches_are_refused_with_a_remedy()
    {
        using var data = GaussianMixture.Ring();
        var penalised = () => Small().WithData(data).WithWgangp().WithUnrolling().Build();
        penalised
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage("*GradientPenalty is part of an objective*WithVanilla*");
        var training = new TrainingOptions
        {
            Steps = 1,
            BatchSize = 8,
            MicroBatch = 4,
        };
        var split = () => Small().WithData(data).WithUnrolling().WithTraining(training).Build();
        split.Should().Throw<GanConfigurationException>().WithMessage("*MicroBatch would split*");
        var range = () => Small().WithData(data).WithUnrolling(-1, 0).Build();
        range
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage("*Steps must be at least 0, but was -1*LearningRate must be greater than 0, but was 0*");
    }

    [Theory, MemberData(nameof(Losses))]
    public void The_gradient_of_any_loss_is_that_of_finite_differences(IGanLoss loss)
    {
        const double change = 1e-2;
        var slope = Curved(loss, Made).Gradient;
        var difference = (Curved(loss, Made + change).Value - Curved(loss, Made - change).Value) / (2 * change);
        slope.Should().BeApproximately(difference, 2e-3 * Math.Max(1, Math.Abs(difference)));
    }

    public static TheoryData<IGanLoss> Losses =>
        [
            new NonSaturatingLoss(),
            new MinimaxLoss(),
            new LeastSquaresLoss(),
            new HingeLoss(), // straight: the scores' bias is in no second derivative
            new RelativisticAverageLoss(),
        ];

    [Fact]
    public void A_resumed_training_is_the_straight_one_bit_for_bit()
    {
        using var data = GaussianMixture.Ring();
        using var folder = new TemporaryFolder();
        var stored = new CheckpointOptions(folder.Path) { Every = 2 };
        GanBuilder Of(long steps) =>
            Small()
                .WithData(data)
                .WithNetworks(
                    new MlpOptions
                    {
                        GeneratorWidths = [16],
                        DiscriminatorWidths = [16],
                        Dropout = 0.5,
                    }
                )
                .WithUnrolling(2)
                .WithTraining(new TrainingOptions { Steps = steps, BatchSize = 8 });
        using var straight = Of(5).Train();
        Of(3).WithCheckpoints(stored).Train().Dispose();
        using var resumed = Of(5).WithCheckpoints(stored with { Resume = true }).Train();
        Samples(resumed).Should().Equal(Samples(straight));
    }

    [Fact]
    public void Another_number_of_steps_does_not_resume_a_checkpoint()
    {
        using var data = GaussianMixture.Ring();
        using var folder = new TemporaryFolder();
        var gan = Small().WithData(data).WithCheckpoints(new CheckpointOptions(folder.Path) { Resume = true });
        gan.WithUnrolling(2).Train().Dispose();
        var other = () => gan.WithUnrolling(3).Build();
        other.Should().Throw<CheckpointException>().WithMessage("*Steps = 2*Steps = 3*");
    }

    private static float[] Samples(TrainedGan gan)
    {
        using var samples = gan.Sample(16, seed: 1);
        return samples.data<float>().ToArray();
    }

    private static GanBuilder Small() =>
        new GanBuilder()
            .WithNetworks(
                new MlpOptions
                {
                    GeneratorWidths = [16],
                    DiscriminatorWidths = [16],
                    Dropout = 0,
                }
            )
            .WithTraining(new TrainingOptions { Steps = 3, BatchSize = 8 });

    /// <summary>One step of the quadratic game: the generator's gradient, which is its step at a rate of 1, and the
    /// discriminator's weight afterwards.</summary>
    private static (double Gradient, double Weight) Trained(int steps)
    {
        using var data = ArrayDataset.Table(Enumerable.Repeat((float)Real, 8).ToArray(), features: 1);
        using var trainer = new GanBuilder()
            .WithData(data)
            .WithNetworks(_ => new Constant(Made), _ => new Slope(), latentSize: 1)
            .WithLoss(new QuadraticLoss())
            .WithOptimizers(new GradientDescent(1), new GradientDescent(0.001))
            .WithTraining(
                new TrainingOptions
                {
                    Steps = 1,
                    BatchSize = 4,
                    MovingAverageDecay = 0,
                }
            )
            .WithUnrolling(steps, Eta)
            .Build();
        trainer.Steps().Should().HaveCount(1);
        var bias = trainer.Context.Generator.parameters().Single().ToDouble();
        return (Made - bias, trainer.Context.Discriminator.parameters().Single().ToDouble());
    }

    /// <summary>The generator's loss against a curved discriminator three steps ahead, and its gradient.</summary>
    private static (double Value, double Gradient) Curved(IGanLoss loss, double made)
    {
        using var data = ArrayDataset.Table(Enumerable.Repeat((float)Real, 8).ToArray(), features: 1);
        using var trainer = new GanBuilder()
            .WithData(data)
            .WithNetworks(_ => new Constant(made), _ => DiscriminatorNetwork.Wrap(Curve()), latentSize: 1)
            .WithLoss(loss)
            // the discriminator stands still, so that two values of the generator meet the same one
            .WithOptimizers(new GradientDescent(1), new GradientDescent(1e-12))
            .WithTraining(
                new TrainingOptions
                {
                    Steps = 1,
                    BatchSize = 4,
                    MovingAverageDecay = 0,
                }
            )
            .WithUnrolling(3, Eta)
            .Build();
        var report = trainer.Steps().Single();
        var bias = trainer.Context.Generator.parameters().Single().ToDouble();
        return (report.GeneratorLoss, made - bias);
    }

    private static Sequential Curve()
    {
        manual_seed(1);
        return nn.Sequential(nn.Linear(1, 5), nn.Tanh(), nn.Linear(5, 1));
    }

    /// <summary>½w² − w·(r − g) for the discriminator, −w·g for the generator.</summary>
    private sealed record QuadraticLoss : IGanLoss
    {
        public Tensor Discriminator(Tensor real, Tensor fake) =>
            (0.5 * (real / Real).square()).mean() - (real - fake).mean();

        public Tensor Generator(Tensor fake, Func<Tensor> real) => -fake.mean();
    }

    private sealed class Constant : GeneratorNetwork
    {
        private readonly Parameter bias;

        public Constant(double made)
            : base("constant")
        {
            bias = new Parameter(full([1], made));
            RegisterComponents();
        }

        public override Tensor forward(Tensor latent, Tensor? condition) => bias.expand(latent.shape[0], 1);
    }

    private sealed class Slope : DiscriminatorNetwork
    {
        private readonly Parameter weight = new(full([1], Weight));

        public Slope()
            : base("slope") => RegisterComponents();

        public override Tensor forward(Tensor sample, Tensor? condition) => (weight * sample).flatten();
    }
}
