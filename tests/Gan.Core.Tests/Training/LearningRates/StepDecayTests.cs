using FluentAssertions;
using Xunit;

namespace Gan.Tests.Training.LearningRates;

public sealed class StepDecayTests
{
    [Fact]
    public void Step_decay_drops_after_each_so_many_steps() =>
        new long[] { 1, 10, 11, 21 }
            .Select(s => new StepDecay(10, 0.5).Factor(s, 100))
            .Should()
            .Equal(1, 1, 0.5, 0.25);

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_setting_out_of_range_names_bound_and_value(ILearningRateSchedule schedule, string problem) =>
        new AdamOptions { Schedule = schedule }
            .Problems()
            .Should()
            .Equal(problem);

    public static TheoryData<ILearningRateSchedule, string> Bad =>
        new()
        {
            { new StepDecay(0), "StepDecay.Every must be at least 1, but was 0." },
            { new StepDecay(5, 0), "StepDecay.Gamma must be in (0, 1], but was 0." },
        };
}
