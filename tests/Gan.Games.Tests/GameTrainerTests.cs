namespace Gan.Games.Tests;

public sealed class GameTrainerTests
{
    [Fact]
    public void Steps_reports_and_results_are_those_of_the_trainer()
    {
        using var pairs = Pictures.Inverted(8);
        using var trainer = Small(pairs, steps: 3).Build();
        trainer.Step.Should().Be(0);
        trainer.Context.Should().BeSameAs(trainer.Trainer.Context);
        trainer.Steps().Take(1).Single().Step.Should().Be(1);
        using var early = trainer.Snapshot();
        var seen = new Seen();
        using var late = trainer.Train(seen);
        seen.Steps.Should().Equal(2, 3);
        (early.Step, late.Step, trainer.Step).Should().Be((1, 3, 3));
    }

    [Fact]
    public void A_cancelled_training_hands_out_what_was_learnt()
    {
        using var pairs = Pictures.Inverted(8);
        using var trainer = Small(pairs, steps: 5).Build();
        using var stop = new CancellationTokenSource();
        using var trained = trainer.Train(new Seen(stop.Cancel), stop.Token);
        trained.Step.Should().Be(1);
    }

    [Fact]
    public async Task Trainings_that_are_awaited_have_a_thread_of_their_own()
    {
        using var pairs = Pictures.Inverted(8);
        var threads = new HashSet<int> { Environment.CurrentManagedThreadId };
        var seen = new Seen(() => threads.Add(Environment.CurrentManagedThreadId));
        using var translator = await Small(pairs, steps: 1).TrainAsync(seen);
        using var cycle = await new CycleBuilder()
            .WithImages(Pictures.Squares(4, side: 8), Pictures.Squares(4, side: 8))
            .WithTranslator(new UNet { Depth = 2, FeatureMaps = 2 })
            .WithJudge(new PatchDiscriminator { Layers = 1, FeatureMaps = 2 })
            .With(gan => gan.WithTraining(new TrainingOptions { Steps = 1, BatchSize = 1 }))
            .TrainAsync(seen);
        using var rows = Rows.NearLine(8);
        var one = new TrainingOptions { Steps = 1, BatchSize = 4 };
        using var detector = await new AnomalyBuilder()
            .WithData(rows)
            .WithBoth(gan => gan.WithTraining(one))
            .TrainAsync(seen);
        seen.Steps.Should().Equal(1, 1, 1, 1);
        threads.Should().HaveCountGreaterThan(1);
        (translator.Step, cycle.Step, detector.Step).Should().Be((1, 1, 1));
    }

    private static TranslationBuilder Small(Data.IDataset pairs, long steps) =>
        new TranslationBuilder()
            .WithPairs(pairs)
            .WithTranslator(new UNet { Depth = 2, FeatureMaps = 4 })
            .WithJudge(new PatchDiscriminator { Layers = 1, FeatureMaps = 4 })
            .With(gan => gan.WithTraining(new TrainingOptions { Steps = steps, BatchSize = 2 }));

    private sealed class Seen(Action? then = null) : IProgress<StepReport>
    {
        internal List<long> Steps { get; } = [];

        public void Report(StepReport value)
        {
            Steps.Add(value.Step);
            then?.Invoke();
        }
    }
}
