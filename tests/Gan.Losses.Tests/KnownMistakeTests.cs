namespace Gan.Losses.Tests;

/// <summary>Mistakes that published GAN libraries have shipped in their losses; each test fails where one is made
/// here.</summary>
public sealed class KnownMistakeTests
{
    [Fact]
    public void Torchgan_took_the_gradient_norm_over_the_whole_batch()
    {
        // There, 64 samples with a gradient of norm 1 have the norm √64, and the optimum is 1/√64 a sample.
        var w = Tensors.Make([0.6, 0.8]).requires_grad_();
        var context = Tensors.Context(Tensors.Normal(1, 64, 2), Tensors.Normal(2, 64, 2), Critics.Linear(w));
        new GradientPenalty().Penalty(context).Value().Should().BeApproximately(0, 1e-25);
    }

    [Fact]
    public void Torchgan_drew_one_epsilon_for_the_whole_batch()
    {
        double[] mixed = [];
        var w = Tensors.Make([1, 0]).requires_grad_();
        new GradientPenalty().Penalty(
            Tensors.Context(
                ones(64, 2, ScalarType.Float64),
                zeros(64, 2, ScalarType.Float64),
                x =>
                {
                    mixed = x.Values();
                    return Critics.Linear(w)(x);
                }
            )
        );
        mixed.Distinct().Should().HaveCount(64);
    }

    [Fact]
    public void Torchgan_took_one_optimiser_step_for_the_loss_and_another_for_the_penalty()
    {
        var apart = Tensors.Leaf([0.3, -0.7]);
        var joint = Tensors.Leaf([0.3, -0.7]);
        Loss(apart).backward();
        Penalty(apart).backward(); // backward passes add up, so this is the gradient of the sum
        var sum = Loss(joint) + Penalty(joint);
        sum.backward();
        sum.ndim.Should().Be(0);
        PyTorch.Error(joint.grad!.Values(), apart.grad!.Values()).Should().BeLessThan(1e-14);

        static Tensor Loss(Tensor w) =>
            new WassersteinLoss().Discriminator(Context(w).RealScores, Context(w).FakeScores);
        static Tensor Penalty(Tensor w) => new GradientPenalty().Penalty(Context(w));
        static PenaltyContext Context(Tensor w) =>
            Tensors.Context(Tensors.Normal(1, 8, 2), Tensors.Normal(2, 8, 2), Critics.Linear(w));
    }

    [Fact]
    public void Torchgan_did_not_detach_the_fakes()
    {
        var w = Tensors.Leaf([1, 2]);
        var generator = Tensors.Leaf([0.5, 0.5]);
        var context = Tensors.Context(
            Tensors.Normal(1, 4, 2),
            Tensors.Normal(2, 4, 2) * generator,
            x => Critics.Linear(w)(x).square()
        );
        context.Fake.requires_grad.Should().BeFalse();
        new GradientPenalty().Penalty(context).backward();
        generator.grad.Should().BeNull();
        w.grad.Should().NotBeNull();
    }

    [Fact]
    public void Penalty_sends_no_gradient_to_real_samples_that_another_penalty_differentiates()
    {
        var w = Tensors.Leaf([1, 2]);
        var real = Tensors.Normal(1, 4, 2).requires_grad_();
        new GradientPenalty()
            .Penalty(Tensors.Context(real, Tensors.Normal(2, 4, 2), x => Critics.Linear(w)(x).square()))
            .backward();
        real.grad.Should().BeNull();
    }

    [Fact]
    public void Torchgan_rebuilt_a_tensor_from_tensors_and_lost_the_gradient()
    {
        IGanLoss[] losses =
        [
            new MinimaxLoss(),
            new NonSaturatingLoss(),
            new LeastSquaresLoss(),
            new WassersteinLoss(),
            new HingeLoss(),
            new RelativisticAverageLoss(),
            new RelativisticPairedLoss(),
            new LabelSmoothing(new NonSaturatingLoss()),
            new LabelFlipping(new NonSaturatingLoss(), 0.25),
            new MultipleDiscriminatorLoss(new NonSaturatingLoss()),
        ];
        foreach (var loss in losses)
        {
            var w = Tensors.Leaf([1, 2]);
            var g = Tensors.Leaf([0.5, 0.5]);
            var real = Tensors.Normal(1, 4, 2);
            var fake = Tensors.Normal(2, 4, 2);
            var critic = Critics.Linear(w);
            loss.Discriminator(critic(real), critic(fake)).backward();
            w.grad!.Values().Should().OnlyContain(v => v != 0, $"{loss} reaches the critic's weights");
            loss.Generator(critic(fake * g), () => critic(real)).backward();
            g.grad!.Values().Should().OnlyContain(v => v != 0, $"{loss} reaches the generator's weights");
        }
    }

    [Fact]
    public void Torchgan_kept_only_one_of_two_losses_of_a_class()
    {
        var penalties = new HashSet<IPenalty>
        {
            new GradientPenalty(10),
            new GradientPenalty(5),
            new GradientPenalty(10, Target: 0),
        };
        penalties.Should().HaveCount(3);
    }

    [Fact]
    public void Keras_io_drew_epsilon_from_a_normal_distribution()
    {
        double[] mixed = [];
        var w = Tensors.Make([1]).requires_grad_();
        new GradientPenalty().Penalty(
            Tensors.Context(
                ones(1000, 1, ScalarType.Float64),
                zeros(1000, 1, ScalarType.Float64),
                x =>
                {
                    mixed = x.Values();
                    return Critics.Linear(w)(x);
                }
            )
        );
        mixed.Should().OnlyContain(ratio => ratio >= 0 && ratio <= 1); // of 1,000 normal numbers, two thirds are not
    }

    [Fact]
    public void Keras_io_got_NaN_from_the_root_of_a_zero_gradient()
    {
        var w = Tensors.Leaf([0, 0]);
        new GradientPenalty()
            .Penalty(Tensors.Context(Tensors.Normal(1, 4, 2), Tensors.Normal(2, 4, 2), Critics.Linear(w)))
            .backward();
        w.grad!.Values().Should().OnlyContain(v => double.IsFinite(v));
    }

    [Fact]
    public void TfGan_could_not_compute_the_penalty_outside_a_graph_session()
    {
        var w = Tensors.Leaf([3, 4]);
        for (var update = 1; update <= 3; update++) // eager, again and again, each with its own graph
        {
            new GradientPenalty(1)
                .Penalty(Tensors.Context(Tensors.Normal(1, 4, 2), Tensors.Normal(2, 4, 2), Critics.Linear(w)))
                .Value()
                .Should()
                .BeApproximately(16, 1e-13);
        }
    }

    [Fact]
    public void WGAN_GP_without_create_graph_has_a_value_but_no_gradient()
    {
        var w = Tensors.Leaf([3, 4]);
        new GradientPenalty(1)
            .Penalty(Tensors.Context(Tensors.Normal(1, 4, 2), Tensors.Normal(2, 4, 2), Critics.Linear(w)))
            .backward();
        PyTorch.Error(w.grad!.Values(), [8 * 3 / 5.0, 8 * 4 / 5.0]).Should().BeLessThan(1e-14);
    }

    [Fact]
    public void Sigmoid_and_logarithm_apart_overflow_where_the_fused_form_does_not()
    {
        var score = Tensors.Make([-200], ScalarType.Float32);
        double.IsInfinity(score.sigmoid().log().Values()[0]).Should().BeTrue();
        new NonSaturatingLoss().Generator(score, () => score).Value().Should().Be(200);
    }
}
