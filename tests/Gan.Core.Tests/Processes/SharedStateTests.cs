namespace Gan.Tests.Processes;

/// <summary>All processes begin where the first one's checkpoint is.</summary>
public sealed class SharedStateTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gan-processes").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static GanBuilder Builder(long steps) =>
        Tiny.Builder().WithTraining(new TrainingOptions { Steps = steps, BatchSize = 8 });

    private GanBuilder Stored(long steps) => Builder(steps).WithCheckpoints(new(folder) { Resume = true });

    private static List<double>[] Losses(Func<GanBuilder> builder, Action<GanTrainer>? look = null) =>
        ThreadGroup.Run(
            2,
            group =>
            {
                using var trainer = builder().WithProcesses(group).Build();
                look?.Invoke(trainer);
                return trainer.Steps().Select(report => report.GeneratorLoss).ToList();
            }
        );

    [Fact]
    public void A_stored_training_goes_on_bit_for_bit_in_all()
    {
        var straight = Losses(() => Builder(5))[0];
        Losses(() => Stored(2)).Should().AllSatisfy(losses => losses.Should().Equal(straight[..2]));
        Losses(() => Stored(5)).Should().AllSatisfy(losses => losses.Should().Equal(straight[2..]));
        Losses(() => Stored(5), trainer => trainer.Step.Should().Be(5)).Should().AllBeEquivalentTo(new List<double>());
    }

    [Fact]
    public void Rules_of_stopping_go_on_with_what_they_remember()
    {
        GanBuilder Stopping(long steps) => Stored(steps).AddStopping(new AfterThree());
        Losses(() => Stopping(2));
        Losses(() => Stopping(50)).Should().AllSatisfy(losses => losses.Should().HaveCount(1));
    }

    [Fact]
    public void All_go_back_to_a_checkpoint_together()
    {
        var guard = new NumberGuard(NumberPolicy.RollBack) { MaxRollbacks = 1 };
        FluentActions
            .Invoking(() =>
                ThreadGroup.Run(
                    2,
                    group =>
                    {
                        using var trainer = Stored(6).WithNumberGuard(guard).WithProcesses(group).Build();
                        foreach (var report in trainer.Steps())
                        {
                            using var _ = TorchSharp.torch.no_grad();
                            trainer.Context.Generator.parameters().First().fill_(float.NaN);
                        }
                        return trainer.Step;
                    }
                )
            )
            .Should()
            .Throw<AggregateException>()
            .Which.InnerExceptions.Should()
            .HaveCount(2)
            .And.AllBeOfType<NonFiniteException>();
    }

    private sealed class AfterThree : IStoppingRule
    {
        public string? Stop(StepReport report, IDictionary<string, double> memory)
        {
            memory["steps"] = memory.TryGetValue("steps", out var steps) ? steps + 1 : 1;
            return memory["steps"] == 3 ? "three steps" : null;
        }
    }
}
