using Gan.Losses;
using TorchSharp.Modules;
using static Gan.Tests.Training.NonFinite.GuardedTraining;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Tests.Training.NonFinite;

/// <summary>Each place where a number that is none comes from, by the name that it is found under.</summary>
public sealed class FiniteGuardTests
{
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
        private readonly Linear score;
        private readonly Linear spare;

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

        public IEnumerable<string> Problems() => [];
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

    /// <summary>Without an average the weights are looked at when the step ends, after the parts were put
    /// together.</summary>
    [Fact]
    public void A_broken_weight_is_found_in_a_step_of_parts_too()
    {
        var training = new TrainingOptions
        {
            Steps = 3,
            BatchSize = 8,
            MicroBatch = 4,
            MovingAverageDecay = 0,
        };
        var fault = Stopped(
            Builder()
                .WithNetworks(s => new MlpOptions { GeneratorWidths = [8] }.Generator(s), s => new SpareHead(s.Size), 4)
                .WithTraining(training)
                .AddConstraint(new Breaking())
        );
        (fault.Step, fault.Player, fault.Parameter).Should().Be((1L, "discriminator", "spare.bias"));
        fault.Loss.Should().NotBe(0).And.Match(loss => double.IsFinite(loss));
    }
}
