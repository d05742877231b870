using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Game.Classic;

public sealed class ClassicGameTests
{
    /// <summary>Counts the discriminator's updates and remembers what the terms were given.</summary>
    private sealed class Probe : IPenalty, IGeneratorPenalty
    {
        internal int Updates;
        internal int GeneratorUpdates;
        internal List<double> Remembered { get; } = [];

        internal void Clear()
        {
            Updates = 0;
            GeneratorUpdates = 0;
            Remembered.Clear();
        }

        public Tensor Penalty(PenaltyContext context)
        {
            Updates++;
            context.Latents!.shape.Should().Equal(context.Real.shape[0], 8);
            context.Generator(context.Latents).Should().NotBeSameAs(context.Fake, "a new tensor is made");
            context.Features(context.Real).shape[0].Should().Be(context.Real.shape[0]);
            context.Parameters.Should().NotBeEmpty();
            Remembered.Add(context.Memory.Recall("count")?.ToDouble() ?? 0);
            context.Memory.Remember("count", tensor(Updates));
            return zeros(1);
        }

        Tensor IGeneratorPenalty.Penalty(PenaltyContext context)
        {
            GeneratorUpdates++;
            context.Fake.requires_grad.Should().BeTrue();
            context.Generator(context.Latents).shape.Should().Equal(context.Fake.shape);
            return 0.0 * context.FakeScores.sum();
        }
    }

    [Fact]
    public void Warm_up_updates_come_before_the_first_step_only()
    {
        var probe = new Probe();
        using var trainer = Tiny.Builder()
            .AddPenalty(probe)
            .AddGeneratorPenalty(probe)
            .WithTraining(
                new()
                {
                    Steps = 3,
                    BatchSize = 8,
                    CriticSteps = 2,
                    DiscriminatorWarmUp = 5,
                }
            )
            .Build();
        probe.Clear(); // Build tries each term once
        trainer.Steps().First();
        probe.Updates.Should().Be(7);
        trainer.Steps().ToList();
        (probe.Updates, probe.GeneratorUpdates).Should().Be((11, 3));
        probe
            .Remembered.Should()
            .Equal(Enumerable.Range(0, 11).Select(i => (double)i), "a term's memory lasts from update to update");
    }

    [Fact]
    public void A_generator_term_moves_the_generator()
    {
        // A loss whose generator side is constant leaves only the term to learn from: minus the mean brightness makes
        // brighter samples.
        using var trainer = Tiny.Builder()
            .WithLoss(new Blind())
            .AddGeneratorPenalty(new Brightness())
            .WithOptimizers(new AdamOptions(1e-2))
            .WithTraining(
                new()
                {
                    Steps = 60,
                    BatchSize = 8,
                    MovingAverageDecay = 0,
                }
            )
            .Build();
        using var scope = NewDisposeScope();
        var before = trainer.Context.Sample(32).mean().ToDouble();
        trainer.Steps().ToList();
        trainer.Context.Sample(32).mean().ToDouble().Should().BeGreaterThan(before + 0.2);
    }

    private sealed record Blind : IGanLoss
    {
        public Tensor Discriminator(Tensor real, Tensor fake) => 0.0 * (real.mean() + fake.mean());

        public Tensor Generator(Tensor fake, Func<Tensor> real) => 0.0 * fake.mean();
    }

    private sealed record Brightness : IGeneratorPenalty
    {
        public Tensor Penalty(PenaltyContext context) => -context.Fake.mean();
    }

    [Fact]
    public void A_gradient_clipped_to_nothing_moves_nothing_and_a_wide_clip_changes_nothing()
    {
        float[] Trained(double? norm, double? value)
        {
            using var gan = Tiny.Builder()
                .WithOptimizers(new AdamOptions(1e-3, Epsilon: 1) { ClipNorm = norm, ClipValue = value })
                .Train();
            return gan.Sample(4, seed: 1).data<float>().ToArray();
        }
        var free = Trained(null, null);
        Trained(1e9, 1e9).Should().Equal(free);
        Trained(1e-6, null).Should().NotEqual(free);
        Trained(null, 1e-6).Should().NotEqual(free);
    }

    [Fact]
    public void Every_penalty_of_gradients_keeps_batch_normalisation_out_of_the_critic()
    {
        using var trainer = Tiny.Builder().AddPenalty(new Own()).Build();
        trainer.Context.Discriminator.modules().Should().NotContain(m => m is TorchSharp.Modules.BatchNorm);
    }

    private sealed record Own : IPenalty
    {
        public bool PenalisesGradient => true;

        public Tensor Penalty(PenaltyContext context) => zeros(1);
    }
}
