using Gan.Data;
using Gan.Losses;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Tests.Training.Numbers;

public sealed class NumberGuardTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gan-numbers").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static GanBuilder Builder(IDataset? data = null) =>
        Tiny.Builder(data)
            .WithMlp(
                new MlpOptions
                {
                    LatentSize = 4,
                    GeneratorWidths = [8],
                    DiscriminatorWidths = [8],
                }
            )
            .WithTraining(new TrainingOptions { Steps = 8, BatchSize = 8 });

    private static NonFiniteException Stopped(GanBuilder builder)
    {
        using var trainer = builder.Build();
        var train = () => trainer.Steps().Count();
        return train.Should().Throw<NonFiniteException>().Which;
    }

    /// <summary>The vanilla loss, spoilt in chosen discriminator updates (from 1); the trial with two samples does not
    /// count.</summary>
    private sealed class Spoilt(Func<int, bool> when, Func<Tensor, Tensor> how) : IGanLoss
    {
        private readonly NonSaturatingLoss loss = new();
        private int updates;

        public Tensor Discriminator(Tensor real, Tensor fake) =>
            real.shape[0] > 2 && when(++updates) ? how(loss.Discriminator(real, fake)) : loss.Discriminator(real, fake);

        public Tensor Generator(Tensor fake, Func<Tensor> real) => loss.Generator(fake, real);
    }

    private static Tensor Nan(Tensor loss) => loss * float.NaN;

    [Fact]
    public void A_loss_that_is_no_number_stops_training_in_its_step()
    {
        var fault = Stopped(Builder().WithLoss(new Spoilt(n => n == 3, Nan)));
        (fault.Step, fault.Player, fault.Place, fault.Parameter)
            .Should()
            .Be((3L, "discriminator", NumberPlace.Loss, null));
        fault
            .Message.Should()
            .Contain(
                "Step 3, update of the discriminator with loss NaN: the loss is not finite, though the scores are."
            );
    }

    [Fact]
    public void A_gradient_is_named_by_its_parameter_even_where_the_loss_is_finite()
    {
        // 0, with the slope 1/0
        var fault = Stopped(Builder().WithLoss(new Spoilt(n => n == 2, loss => (loss - loss.detach()).sqrt())));
        (fault.Step, fault.Player, fault.Place, fault.Parameter)
            .Should()
            .Be((2L, "discriminator", NumberPlace.Gradient, "layers.linear0.weight"));
        fault.Loss.Should().Be(0);
    }

    [Fact]
    public void A_gradient_whose_square_overflows_is_noticed_before_Adam_divides_by_infinity() =>
        Stopped(Builder().WithLoss(new Spoilt(n => n == 2, loss => loss * 1e25f)))
            .Place.Should()
            .Be(NumberPlace.Gradient);

    /// <summary>One of its samples is no number: it comes once in an epoch.</summary>
    private sealed class Poisoned(IDataset data) : IDataset
    {
        public string Name => data.Name;
        public long Count => data.Count;
        public IReadOnlyList<long> SampleShape => data.SampleShape;
        public ConditionSpec Condition => ConditionSpec.None;

        public Batch Read(Tensor indices, Device device)
        {
            var batch = data.Read(indices, device);
            var bad = indices.eq(11);
            if (bad.any().ToBoolean())
            {
                batch.Samples.masked_fill_(bad.view(-1, 1, 1, 1), float.NaN);
            }
            return new Batch(batch.Samples, null);
        }

        public void Dispose() => data.Dispose();
    }

    [Fact]
    public void A_real_sample_is_named_as_the_source()
    {
        using var data = new Poisoned(Tiny.Images());
        Stopped(Builder(data)).Place.Should().Be(NumberPlace.Data);
    }

    [Fact]
    public void A_weight_that_a_constraint_breaks_is_found_in_the_same_step()
    {
        var fault = Stopped(Builder().AddConstraint(new Breaking()));
        (fault.Step, fault.Player, fault.Place, fault.Parameter)
            .Should()
            .Be((1L, "discriminator", NumberPlace.Weight, "score.bias"));
    }

    private sealed record Breaking : IParameterConstraint
    {
        public void Apply(IEnumerable<Parameter> parameters)
        {
            using var _ = no_grad();
            parameters.Last().fill_(float.NaN);
        }
    }

    /// <summary>Has weights that no score depends on.</summary>
    private sealed class SpareHead : DiscriminatorNetwork
    {
        private readonly Linear score,
            spare;

        internal SpareHead(long width)
            : base(nameof(SpareHead))
        {
            score = Linear(width, 1);
            spare = Linear(width, 3);
            RegisterComponents();
        }

        public override Tensor forward(Tensor sample, Tensor? condition) => score.call(sample.flatten(1)).flatten();
    }

    private sealed record Growing : IParameterConstraint
    {
        private readonly int[] calls = new int[1];

        public void Apply(IEnumerable<Parameter> parameters)
        {
            using var _ = no_grad();
            if (++calls[0] == 3)
            {
                parameters.Last().fill_(float.PositiveInfinity);
            }
        }
    }

    [Fact]
    public void An_infinite_weight_of_the_discriminator_is_found_in_the_same_step_even_where_no_loss_shows_it()
    {
        var fault = Stopped(
            Builder()
                .WithNetworks(s => new MlpOptions { GeneratorWidths = [8] }.Generator(s), s => new SpareHead(s.Size), 4)
                .AddConstraint(new Growing())
        );
        (fault.Step, fault.Player, fault.Place, fault.Parameter)
            .Should()
            .Be((3L, "discriminator", NumberPlace.Weight, "spare.bias"));
    }

    private sealed class Spoiling : ITrainingCallback
    {
        public void OnStep(TrainingContext context, StepReport report)
        {
            using var _ = no_grad();
            if (report.Step == 2)
            {
                context.Discriminator.parameters().Last().fill_(float.NaN);
            }
        }
    }

    [Fact]
    public void What_a_callback_does_to_a_weight_that_no_score_depends_on_is_found_within_64_steps()
    {
        var fault = Stopped(
            Builder()
                .WithNetworks(s => new MlpOptions { GeneratorWidths = [8] }.Generator(s), s => new SpareHead(s.Size), 4)
                .WithOptimizers(new AdamOptions())
                .WithTraining(new TrainingOptions { Steps = 70, BatchSize = 8 })
                .AddCallback(new Spoiling())
        );
        (fault.Step, fault.Player, fault.Place, fault.Parameter)
            .Should()
            .Be((64L, "discriminator", NumberPlace.Weight, "spare.bias"));
    }

    private sealed record Exploding : ILearningRateSchedule
    {
        public double Factor(long step, long steps) => step == 3 ? 1e300 : 1;

        public IEnumerable<Problem> Problems() => [];
    }

    [Fact]
    public void A_rate_that_breaks_weights_under_Adam_is_found_in_the_same_step()
    {
        var fault = Stopped(
            Builder()
                .WithOptimizers(new AdamOptions { Schedule = new Exploding() })
                .WithTraining(new TrainingOptions { Steps = 5, BatchSize = 8 })
        );
        fault.Step.Should().Be(3);
    }

    [Fact]
    public void A_weight_of_the_generator_is_found_before_the_average_follows_it()
    {
        var fault = Stopped(Builder().WithLoss(new Steep()).WithOptimizers(new Leap(), new AdamOptions()));
        (fault.Step, fault.Player, fault.Place).Should().Be((1L, "generator", NumberPlace.Weight));
    }

    /// <summary>Finite gradients, and with the rate below steps that are not.</summary>
    private sealed record Steep : IGanLoss
    {
        public Tensor Discriminator(Tensor real, Tensor fake) => new NonSaturatingLoss().Discriminator(real, fake);

        public Tensor Generator(Tensor fake, Func<Tensor> real) => new NonSaturatingLoss().Generator(fake, real) * 1e6f;
    }

    private sealed record Leap() : OptimizerOptions(1e38)
    {
        public override bool HasMomentum => false;

        public override optim.Optimizer Create(IEnumerable<Parameter> parameters) =>
            optim.SGD(parameters, LearningRate);
    }

    [Fact]
    public void Samples_and_scores_are_told_apart()
    {
        var made = Builder()
            .WithNetworks(
                s => GeneratorNetwork.Wrap(new Root(Linear(4, s.Size), s.Shape)),
                s => new MlpOptions { DiscriminatorWidths = [8] }.Discriminator(s),
                4
            );
        Stopped(made).Place.Should().Be(NumberPlace.Samples);
        var judged = Builder()
            .WithNetworks(
                s => new MlpOptions { LatentSize = 4, GeneratorWidths = [8] }.Generator(s),
                s => DiscriminatorNetwork.Wrap(new Root(Linear(s.Size, 1), [])),
                4
            );
        Stopped(judged).Place.Should().Be(NumberPlace.Scores);
    }

    /// <summary>The root of −1 − x², which has none.</summary>
    private sealed class Root : Module<Tensor, Tensor>
    {
        private readonly Linear linear;
        private readonly long[] shape;

        internal Root(Linear linear, IReadOnlyList<long> shape)
            : base(nameof(Root))
        {
            this.linear = linear;
            this.shape = [-1, .. shape];
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => (-1 - linear.call(x.flatten(1)).square()).sqrt().view(shape);
    }

    [Fact]
    public void A_skipped_update_leaves_weights_statistics_and_memory_finite_and_training_goes_on()
    {
        using var data = new Poisoned(Tiny.Images());
        using var trainer = Builder(data)
            .WithDcgan(new DcganOptions { FeatureMaps = 4, LatentSize = 4 })
            .WithNumberGuard(new(NumberPolicy.Skip))
            .Build();
        var reports = trainer.Steps().ToList();
        reports.Should().HaveCount(8);
        reports
            .Count(r => double.IsNaN(r.DiscriminatorLoss))
            .Should()
            .Be(2, "the sample is in one of four batches of each of two epochs");
        foreach (
            var tensor in trainer
                .Context.Discriminator.state_dict()
                .Values.Concat(trainer.Context.Generator.state_dict().Values)
        )
        {
            tensor.to(ScalarType.Float32).isfinite().all().ToBoolean().Should().BeTrue();
        }
    }

    [Fact]
    public void Too_many_skips_in_a_row_stop_all_the_same() =>
        Stopped(
            Builder().WithLoss(new Spoilt(n => n > 2, Nan)).WithNumberGuard(new(NumberPolicy.Skip) { MostSkips = 2 })
        )
            .Step.Should()
            .Be(5, "a good update of the generator in between does not count");

    [Fact]
    public void Rolling_back_repeats_the_steps_since_the_last_checkpoint_at_a_lower_rate()
    {
        var builder = Builder()
            .WithLoss(new Spoilt(n => n == 5, Nan))
            .WithNumberGuard(new(NumberPolicy.RollBack) { RateFactor = 0.25 });
        using (var trainer = builder.WithCheckpoints(new(folder) { Every = 3 }).Build())
        {
            trainer.Steps().Select(r => r.Step).Should().Equal(1, 2, 3, 4, 4, 5, 6, 7, 8);
        }
        File.ReadAllText(Path.Combine(folder, "step-00000008", "checkpoint.json")).Should().Contain("\"rollbacks\": 1");
    }

    [Fact]
    public void A_lower_rate_of_zero_point_one_moves_the_weights_a_tenth_as_far()
    {
        // Adam's first step is as long as its rate: from the same weights, the rate after the return shows in the
        // weights.
        double Moved(Func<int, bool> spoilt, string at)
        {
            using var trainer = Builder()
                .WithLoss(new Spoilt(spoilt, Nan))
                .WithOptimizers(new AdamOptions(1e-3, 0, 0.9))
                .WithNumberGuard(new(NumberPolicy.RollBack) { RateFactor = 0.1 })
                .WithCheckpoints(new(Path.Combine(folder, at)) { Every = 100 })
                .Build();
            using var before = trainer.Context.Discriminator.parameters().First().detach().clone();
            trainer.Steps().First();
            return (trainer.Context.Discriminator.parameters().First().detach() - before).abs().max().ToDouble();
        }
        Moved(n => n == 1, "slow").Should().BeApproximately(0.1 * Moved(_ => false, "straight"), 1e-5);
    }

    [Fact]
    public void Returns_are_bounded_and_counted_over_a_resumed_training()
    {
        var builder = Builder().WithNumberGuard(new(NumberPolicy.RollBack) { MostRollbacks = 2 });
        var updates = 0;
        Stopped(builder.WithLoss(new Spoilt(n => (updates = n) > 3, Nan)).WithCheckpoints(new(folder) { Every = 2 }))
            .Step.Should()
            .Be(3);
        updates.Should().Be(3 + 1 + 1 + 1, "after the fault in step 4, step 3 fails at once, two times");
    }

    [Fact]
    public void Bad_settings_are_named()
    {
        var build = () =>
            Builder()
                .WithNumberGuard(
                    new(NumberPolicy.RollBack)
                    {
                        MostSkips = 0,
                        MostRollbacks = 0,
                        RateFactor = 2,
                    }
                )
                .Build();
        build
            .Should()
            .Throw<GanConfigurationException>()
            .Which.Problems.Should()
            .SatisfyRespectively(
                p => p.Should().Be("NumberGuard.MostSkips must be at least 1, but was 0."),
                p => p.Should().Be("NumberGuard.MostRollbacks must be at least 1, but was 0."),
                p => p.Should().Be("NumberGuard.RateFactor must be in (0, 1], but was 2."),
                p => p.Should().Contain("Add WithCheckpoints")
            );
    }
}
