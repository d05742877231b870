using Gan.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Tests.Processes;

/// <summary>What several processes agree on, and what is said where they do not.</summary>
public sealed class ProcessesTests : IDisposable
{
    private readonly IDataset data = Tiny.Images();

    public void Dispose() => data.Dispose();

    private GanBuilder Builder(long steps = 3) =>
        new GanBuilder()
            .WithData(data)
            .WithDcgan(new DcganOptions { FeatureMaps = 4, LatentSize = 8 })
            .WithTraining(new TrainingOptions { Steps = steps, BatchSize = 12 });

    private static T[] Run<T>(int count, Func<GanBuilder> builder, Func<GanTrainer, ThreadGroup, T> play) =>
        ThreadGroup.Run(
            count,
            group =>
            {
                using var trainer = builder().WithProcesses(group).Build();
                return play(trainer, group);
            }
        );

    [Fact]
    public void One_process_plays_as_without_a_group()
    {
        using var alone = Builder().Build();
        var expected = alone.Steps().Select(r => r.GeneratorLoss).ToList();
        Run(1, () => Builder(), (trainer, _) => trainer.Steps().Select(r => r.GeneratorLoss).ToList())[0]
            .Should()
            .Equal(expected);
    }

    [Fact]
    public void The_first_process_alone_logs_calls_back_and_measures()
    {
        using var log = new LogLines();
        var seen = new List<long>();
        var metric = new Counting();
        var reports = Run(
            2,
            () => Builder().WithLogging(log).AddCallback(new Seeing(seen)).AddMetric(metric, every: 2),
            (trainer, _) => trainer.Steps().Last().Measurements
        );
        seen.Should().Equal(1, 2, 3);
        metric.Calls.Should().Be(2);
        log.All.Count(line => line.Text == "2 processes train together, each with a part of every batch")
            .Should()
            .Be(1);
        foreach (var measured in reports)
        {
            measured["counting"].Should().BeEquivalentTo(new Measurement(2, 0.5) { Provenance = metric.Provenance });
        }
    }

    [Fact]
    public void A_cancelled_process_ends_all_after_the_same_step() =>
        Run(
                3,
                () => Builder(steps: 1000),
                (trainer, group) =>
                {
                    using var source = new CancellationTokenSource();
                    foreach (var report in trainer.Steps(source.Token))
                    {
                        if (group.Rank == 1 && report.Step == 2)
                        {
                            source.Cancel();
                        }
                    }
                    return trainer.Step;
                }
            )
            .Should()
            .Equal(2, 2, 2);

    [Fact]
    public void Other_settings_in_a_process_are_told() =>
        FluentActions
            .Invoking(() =>
                ThreadGroup.Run(
                    2,
                    group =>
                    {
                        using var trainer = Builder(3 + group.Rank).WithProcesses(group).Build();
                        return 0;
                    }
                )
            )
            .Should()
            .Throw<AggregateException>()
            .Which.InnerExceptions.Should()
            .AllBeOfType<ProcessException>()
            .And.AllSatisfy(e =>
                e.Message.Should()
                    .Be(
                        "Process 1 was built with other settings: 'steps: 4' instead of 'steps: 3'. Build the same "
                            + "training in every process."
                    )
            );

    [Fact]
    public void Other_weights_in_a_process_are_told() =>
        FluentActions
            .Invoking(() =>
                Run(
                    2,
                    () => Builder(steps: 101),
                    (trainer, group) =>
                    {
                        foreach (var report in trainer.Steps())
                        {
                            if (report.Step == 99 && group.Rank == 1)
                            {
                                using var _ = no_grad();
                                trainer.Context.Generator.parameters().First().add_(0.01);
                            }
                        }
                        return 0;
                    }
                )
            )
            .Should()
            .Throw<AggregateException>()
            .Which.InnerExceptions.Should()
            .AllSatisfy(e =>
                e.Message.Should()
                    .StartWith("The generator of process 1 has other weights than that of process 0 after step 100.")
            );

    [Fact]
    public void A_number_that_is_not_finite_in_one_process_leaves_the_update_out_in_all()
    {
        var guard = new NumberGuard(NumberPolicy.Skip);
        var weights = Run(
            2,
            () => Builder().WithNumberGuard(guard).WithData(new Broken(data)),
            (trainer, _) =>
            {
                trainer.Steps().Should().HaveCount(3);
                using var scope = NewDisposeScope();
                return trainer.Context.Discriminator.parameters().First().detach().sum().ToDouble();
            }
        );
        weights[1].Should().Be(weights[0]).And.NotBe(double.NaN);
    }

    [Fact]
    public void A_training_by_minutes_has_the_first_process_s_steps() =>
        Run(
                2,
                () => Builder().WithTraining(new TrainingOptions { Minutes = 0.002, BatchSize = 12 }),
                (trainer, _) => trainer.Settings.Training.Steps
            )
            .Distinct()
            .Should()
            .ContainSingle();

    private sealed class Seeing(List<long> steps) : ITrainingCallback
    {
        public void OnStep(TrainingContext context, StepReport report) => steps.Add(report.Step);
    }

    private sealed class Counting : IGanMetric
    {
        public int Calls { get; private set; }

        public string Name => "counting";

        public double? Interval => 0.5;

        public IReadOnlyDictionary<string, string> Provenance { get; } =
            new Dictionary<string, string> { ["of"] = "calls" };

        public double Measure(TrainingContext context) => ++Calls;
    }

    /// <summary>Its last rows of a batch are no numbers, in the second batch.</summary>
    private sealed class Broken(IDataset inner) : IDataset
    {
        public string Name => inner.Name;
        public long Count => inner.Count;
        public IReadOnlyList<long> SampleShape => inner.SampleShape;
        public ConditionSpec Condition => inner.Condition;

        public Batch Read(Tensor indices, Device device) => inner.Read(indices, device);

        public Batch Read(Tensor indices, Device device, BatchPlace place)
        {
            var batch = inner.Read(indices, device, place);
            if (place is { Position: 1, First: > 0 })
            {
                batch.Samples.fill_(float.NaN);
            }
            return batch;
        }

        public void Dispose() { }
    }
}
