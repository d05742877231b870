using Gan.Losses;
using static TorchSharp.torch;

namespace Gan.Tests.Game;

/// <summary>Lazy terms: due in each n-th update of their player, and scaled by n.</summary>
public sealed class DuePenaltiesTests
{
    /// <summary>A constant that counts the batches it is asked for; trials are of two samples.</summary>
    private sealed class Constant(double value) : IPenalty, IGeneratorPenalty
    {
        internal int Calls { get; private set; }

        public Tensor Penalty(PenaltyContext context)
        {
            Calls += context.Real.shape[0] > 2 ? 1 : 0;
            return tensor((float)value);
        }
    }

    /// <summary>No loss at all, so that what is reported is the penalty.</summary>
    private sealed record Nothing : IGanLoss
    {
        public Tensor Discriminator(Tensor real, Tensor fake) => 0.0 * (real.mean() + fake.mean());

        public Tensor Generator(Tensor fake, Func<Tensor> real) => 0.0 * fake.mean();
    }

    [Fact]
    public void A_term_of_each_third_update_counts_three_times()
    {
        var judged = new Constant(1);
        var made = new Constant(10);
        using var trainer = Tiny.Builder()
            .WithLoss(new Nothing())
            .AddPenalty(judged, every: 3)
            .AddGeneratorPenalty(made, every: 2)
            .WithTraining(new() { Steps = 5, BatchSize = 8 })
            .Build();
        var reports = trainer.Steps().ToList();
        reports.Select(r => r.DiscriminatorLoss).Should().Equal(3, 0, 0, 3, 0);
        reports.Select(r => r.GeneratorLoss).Should().Equal(20, 0, 20, 0, 20);
        (judged.Calls, made.Calls).Should().Be((2, 3));
    }

    [Fact]
    public void Weights_follow_their_schedules()
    {
        using var trainer = Tiny.Builder()
            .WithLoss(new Nothing())
            .AddPenalty(new Constant(1), every: 2, schedule: new StepDecay(2, 0.5))
            .AddGeneratorPenalty(new Constant(10), schedule: new OverImages(16, new StepDecay(16, 0.1)))
            .WithTraining(new() { Steps = 5, BatchSize = 8 })
            .Build();
        var reports = trainer.Steps().ToList();
        reports.Select(r => r.DiscriminatorLoss).Should().Equal(2, 0, 1, 0, 0.5);
        reports.Select(r => r.GeneratorLoss).Should().Equal(10, 10, 1, 1, 1);
    }

    [Fact]
    public void Several_updates_a_step_and_a_warm_up_count_too()
    {
        var judged = new Constant(1);
        using var trainer = Tiny.Builder()
            .WithLoss(new Nothing())
            .AddPenalty(judged, every: 2)
            .WithTraining(
                new()
                {
                    Steps = 2,
                    BatchSize = 8,
                    CriticSteps = 2,
                    DiscriminatorWarmUp = 1,
                }
            )
            .Build();
        // updates 0, 1, 2 and 3, 4
        trainer.Steps().Select(r => r.DiscriminatorLoss).Should().Equal(2, 2);
        judged.Calls.Should().Be(3);
    }
}
