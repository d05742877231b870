using Gan.Data;
using Gan.Losses;

namespace Gan.Acceptance.Tests.Docs;

/// <summary>Runs what docs/growing.md shows.</summary>
public sealed class GrowingTests
{
    [Fact]
    public void The_pages_families_train()
    {
        using var digits = Mnist.Embedded();
        Growing(digits, 1);
        Several(digits, 1);
    }

    [Fact]
    public void The_pages_schedules_train()
    {
        ILearningRateSchedule Course(double from, double to) => new OverImages(20_000_000, new HalfCosine(from, to));
        var adam = new AdamOptions(2e-4, 0, 0.9) { Schedule = Course(1, 0.25), Beta2Schedule = Course(1, 1.1) };
        var scheduled = new GanBuilder()
            .WithLoss(new RelativisticPairedLoss())
            .AddPenalty(new R1Penalty(0.05), schedule: Course(1, 0.1))
            .AddPenalty(new R2Penalty(0.05), schedule: Course(1, 0.1))
            .AddAugmentation(new AdaptivePolicy())
            .WithScheduledStrength(0.55, Course(0, 1))
            .WithOptimizers(adam)
            .WithTraining(new() { MovingAverageHalfLife = new HalfLife(5_000_000) { Schedule = Course(0, 1) } });
        using var trainer = scheduled.Build();
        trainer.Steps().Take(1).Should().OnlyContain(report => double.IsFinite(report.DiscriminatorLoss));
    }

    private static void Growing(IDataset digits, long steps)
    {
        using var gan = new GanBuilder()
            .WithData(digits)
            .WithProGan(new ProGanOptions { StageImages = 60_000, FadeImages = 60_000 })
            .WithTraining(new TrainingOptions { Steps = steps, BatchSize = 32 })
            .Train();
        gan.Step.Should().Be(steps);
    }

    private static void Several(IDataset digits, long steps)
    {
        using var several = new GanBuilder()
            .WithData(digits)
            .WithMsgGan(new MsgGanOptions { GeneratorMaps = 8, DiscriminatorMaps = 8 })
            .WithTraining(new TrainingOptions { Steps = steps, BatchSize = 32 })
            .Train();
        several.Step.Should().Be(steps);
    }
}
