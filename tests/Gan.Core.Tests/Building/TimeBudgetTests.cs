using Gan.Data;
using Gan.Losses;

namespace Gan.Tests.Building;

public sealed class TimeBudgetTests
{
    private static readonly TrainingOptions Blink = new()
    {
        Minutes = 0.002,
        BatchSize = 8,
        Seed = 3,
    };

    [Fact]
    public void Minutes_become_steps_that_a_trial_has_timed()
    {
        var lines = new LogLines();
        using var trainer = Tiny.Builder().WithLogging(lines).WithTraining(Blink).Build();
        trainer.Settings.Training.Minutes.Should().BeNull();
        trainer.Settings.Training.Steps.Should().BePositive();
        lines.All.Should().ContainSingle(line => line.Id == 121).Which.Text.Should().Contain("0.002 minutes are");
    }

    [Fact]
    public void More_minutes_are_more_steps()
    {
        using var trainer = Tiny.Builder().WithTraining(Blink with { Minutes = 1000 }).Build();
        trainer.Settings.Training.Steps.Should().BeGreaterThan(10_000, "a step takes milliseconds");
    }

    [Fact]
    public void The_trial_leaves_no_trace_in_what_is_learnt()
    {
        using var timed = Tiny.Builder().WithTraining(Blink).Build();
        var steps = timed.Settings.Training.Steps;
        using var learnt = timed.Train();
        using var counted = Tiny.Builder().WithTraining(Blink with { Minutes = null, Steps = steps }).Train();
        using var a = learnt.Sample(4, seed: 1);
        using var b = counted.Sample(4, seed: 1);
        a.data<float>().ToArray().Should().Equal(b.data<float>().ToArray());
    }

    [Fact]
    public void Callbacks_and_metrics_see_nothing_of_the_trial()
    {
        var seen = new List<long>();
        using var trainer = Tiny.Builder().WithTraining(Blink).AddCallback(new Onlooker(seen)).Build();
        seen.Should().BeEmpty();
    }

    [Fact]
    public void A_resumed_training_keeps_its_steps()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var stored = new CheckpointOptions(folder.FullName) { Every = 1, Resume = true };
            var first = Tiny.Builder().WithTraining(Blink with { Minutes = 1000 }).WithCheckpoints(stored);
            long steps;
            using (var trainer = first.Build())
            {
                steps = trainer.Settings.Training.Steps;
                foreach (var report in trainer.Steps())
                {
                    if (report.Step == 2)
                    {
                        break;
                    }
                }
            }
            using var again = first.Build();
            again.Step.Should().Be(2);
            again.Settings.Training.Steps.Should().Be(steps);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Minutes_that_are_no_time_are_refused(double minutes)
    {
        var build = () => Tiny.Builder().WithTraining(new TrainingOptions { Minutes = minutes }).Build();
        build.Should().Throw<GanConfigurationException>().WithMessage("*Minutes must be*");
    }

    private sealed class Onlooker(List<long> seen) : ITrainingCallback
    {
        public void OnStart(TrainingContext context) => seen.Add(0);

        public void OnStep(TrainingContext context, StepReport report) => seen.Add(report.Step);
    }
}
