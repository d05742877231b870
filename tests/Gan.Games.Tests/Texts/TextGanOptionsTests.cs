namespace Gan.Games.Tests.Texts;

public sealed class TextGanOptionsTests
{
    [Fact]
    public void Each_number_that_is_out_of_range_is_told()
    {
        var problems = new TextGanOptions
        {
            PretrainEpochs = -1,
            JudgeSteps = -1,
            Rounds = -1,
            BatchSize = 1,
            RateAfterPretraining = double.NaN,
            Learning = (TextLearning)9,
            Rollouts = 0,
            Reward = (TextReward)9,
            InverseTemperature = 0.5,
        }.Problems();
        problems.Select(problem => problem.What.Split(' ')[0]).Should().HaveCountGreaterThanOrEqualTo(9);
        new TextGanOptions().Problems().Should().BeEmpty();
    }

    [Fact]
    public void The_papers_numbers_are_the_defaults()
    {
        var options = new TextGanOptions();
        (options.BatchSize, options.Rollouts, options.Rounds).Should().Be((64, 16, 200L));
    }

    [Fact]
    public void A_training_has_the_steps_of_all_phases()
    {
        var builder = SmallTexts.Builder(SmallTexts.Words);
        builder = builder.WithOptions(builder.Options with { PretrainEpochs = 2, BatchSize = 25, Rounds = 7 });
        using var trainer = builder.Build();
        // 60 texts are two batches of 25 an epoch
        trainer.Trainer.Settings.Training.Steps.Should().Be((2 * 2) + 2 + 7);
    }
}
