using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Training;

public class GanTrainerTests
{
    private static float[] Weights(nn.Module network) =>
        [.. network.state_dict().Values.SelectMany(t => t.to(ScalarType.Float32).flatten().data<float>().ToArray())];

    [Theory]
    [InlineData("vanilla")]
    [InlineData("minimax")]
    [InlineData("lsgan")]
    [InlineData("wgan")]
    [InlineData("wgangp")]
    public void Every_loss_moves_both_networks_with_finite_losses(string loss)
    {
        var builder = Tiny.Builder();
        builder = loss switch
        {
            "vanilla" => builder.WithVanilla(),
            "minimax" => builder.WithVanilla(saturating: true),
            "lsgan" => builder.WithLsgan(),
            "wgan" => builder.WithWgan(),
            _ => builder.WithWgangp(),
        };
        using var trainer = builder.Build();
        var g = Weights(trainer.Context.Generator);
        var d = Weights(trainer.Context.Discriminator);
        var reports = trainer.Steps().ToList();
        reports.Should().HaveCount(3);
        reports.SelectMany(r => r.Values.Values).Should().OnlyContain(value => double.IsFinite(value));
        Weights(trainer.Context.Generator).Should().NotEqual(g);
        Weights(trainer.Context.Discriminator).Should().NotEqual(d);
        reports.Should().OnlyContain(r => r.WassersteinEstimate.HasValue == loss.StartsWith("wgan"));
    }

    [Fact]
    public void The_critic_is_updated_n_critic_times_with_one_backward_and_one_step_each()
    {
        var loss = new CountingLoss();
        using var trainer = Tiny.Builder()
            .WithLoss(loss)
            .WithTraining(
                new TrainingOptions
                {
                    Steps = 2,
                    BatchSize = 8,
                    CriticSteps = 3,
                }
            )
            .Build();
        loss.Discriminators = 0;
        loss.Generators = 0; // Build tries the loss once
        trainer.Steps().ToList();
        (loss.Discriminators, loss.Generators).Should().Be((6, 2));
    }

    /// <summary>Counts how often each side's loss is asked for.</summary>
    private sealed record CountingLoss : IGanLoss
    {
        internal int Discriminators;
        internal int Generators;

        public Tensor Discriminator(Tensor real, Tensor fake)
        {
            Discriminators++;
            return fake.mean() - real.mean();
        }

        public Tensor Generator(Tensor fake, Func<Tensor> real)
        {
            Generators++;
            return -fake.mean();
        }
    }

    [Fact]
    public void Penalty_and_loss_are_one_objective_one_optimiser_step()
    {
        // With plain SGD-like first step of Adam the update's size is the learning rate in every weight: two steps
        // would show as up to twice that.
        using var trainer = Tiny.Builder()
            .WithWgangp()
            .WithOptimizers(new AdamOptions(1e-3, 0, 0.9))
            .WithTraining(
                new TrainingOptions
                {
                    Steps = 1,
                    BatchSize = 8,
                    CriticSteps = 1,
                }
            )
            .Build();
        var before = trainer.Context.Discriminator.parameters().Select(p => p.detach().clone()).ToList();
        trainer.Steps().ToList();
        var moved = trainer
            .Context.Discriminator.parameters()
            .Zip(before, (p, b) => (p.detach() - b).abs().max().ToDouble())
            .Max();
        moved.Should().BeApproximately(1e-3, 1e-5);
    }

    [Fact]
    public void In_the_generator_s_update_the_discriminator_gets_no_gradient()
    {
        var seen = new List<bool>();
        var probe = new FreezeProbe(seen);
        using var trainer = Tiny.Builder()
            .WithLoss(probe)
            .WithNetworks(
                s => new DcganOptions { FeatureMaps = 4 }.Generator(s),
                s => probe.Watch(new DcganOptions { FeatureMaps = 4 }.Discriminator(s))
            )
            .Build();
        seen.Clear(); // Build tries the loss
        trainer.Steps().First();
        seen.Should().Equal(true, false);
        trainer
            .Context.Discriminator.parameters()
            .Should()
            .OnlyContain(p => p.requires_grad, "the next critic update needs them");
    }

    private sealed record FreezeProbe(List<bool> Seen) : IGanLoss
    {
        private DiscriminatorNetwork? watched;

        internal DiscriminatorNetwork Watch(DiscriminatorNetwork network) => watched = network;

        public Tensor Discriminator(Tensor real, Tensor fake)
        {
            Seen.Add(watched!.parameters().All(p => p.requires_grad));
            return fake.mean() - real.mean();
        }

        public Tensor Generator(Tensor fake, Func<Tensor> real)
        {
            Seen.Add(watched!.parameters().Any(p => p.requires_grad));
            return -fake.mean();
        }
    }

    [Fact]
    public void Weight_clipping_bounds_every_weight_of_the_critic()
    {
        using var trainer = Tiny.Builder().WithWgan(clip: 0.01).Build();
        trainer.Steps().ToList();
        trainer.Context.Discriminator.parameters().Max(p => p.abs().max().ToSingle()).Should().Be(0.01f);
    }

    [Fact]
    public void Cancellation_ends_after_the_running_step_and_keeps_what_was_learnt()
    {
        using var source = new CancellationTokenSource();
        var steps = new List<long>();
        using var trainer = Tiny.Builder().WithTraining(new TrainingOptions { Steps = 50, BatchSize = 8 }).Build();
        using var gan = trainer.Train(
            new Immediate(r =>
            {
                steps.Add(r.Step);
                if (r.Step == 2)
                {
                    source.Cancel();
                }
            }),
            source.Token
        );
        steps.Should().Equal(1, 2);
        gan.Step.Should().Be(2);
    }

    private sealed class Immediate(Action<StepReport> action) : IProgress<StepReport>
    {
        public void Report(StepReport value) => action(value);
    }

    [Fact]
    public async Task Training_on_a_thread_of_its_own_gives_the_same_weights()
    {
        using var here = Tiny.Builder().Train();
        using var there = await Tiny.Builder().TrainAsync();
        Weights(there.Generator).Should().Equal(Weights(here.Generator));
    }

    [Fact]
    public void The_moving_average_follows_the_ramped_decay()
    {
        using var trainer = Tiny.Builder()
            .WithMlp(MlpOptions.Small)
            .WithTraining(
                new TrainingOptions
                {
                    Steps = 2,
                    BatchSize = 8,
                    MovingAverageDecay = 0.999,
                }
            )
            .Build();
        var live = trainer.Context.Generator;
        var expected = Weights(live).Select(w => (double)w).ToArray();
        long k = 0;
        foreach (var _ in trainer.Steps())
        {
            k++;
            var d = Math.Min(0.999, (1.0 + k) / (10.0 + k));
            var now = Weights(live);
            for (var i = 0; i < expected.Length; i++)
            {
                expected[i] = d * expected[i] + (1 - d) * now[i];
            }
        }
        using var gan = trainer.Snapshot();
        var actual = Weights(gan.Generator);
        for (var i = 0; i < expected.Length; i += 97)
        {
            ((double)actual[i]).Should().BeApproximately(expected[i], 1e-5);
        }
    }

    [Fact]
    public void A_training_leaves_no_tensor_behind()
    {
        long made;
        using (var trainer = Tiny.Builder().WithWgangp().Build())
        {
            using var first = trainer.Train();
            made = TensorCount.Made(trainer) + TensorCount.Made(first.Generator);
        }
        GC.Collect(); // what other tests left behind must not be counted
        GC.WaitForPendingFinalizers();
        var before = Tensor.TotalCount;
        using (Tiny.Builder().WithWgangp().Train()) { }
        Tensor.TotalCount.Should().Be(before + made);
    }
}
