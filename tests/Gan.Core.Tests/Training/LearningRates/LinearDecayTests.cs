using FluentAssertions;
using Xunit;

namespace Gan.Tests.Training.LearningRates;

public sealed class LinearDecayTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(51, 0.5)]
    [InlineData(100, 0.01)]
    public void Linear_decay_falls_in_a_straight_line_to_zero(long step, double expected) =>
        new LinearDecay().Factor(step, 100).Should().BeApproximately(expected, 1e-12);

    [Fact]
    public void Linear_decay_from_the_middle_keeps_the_whole_rate_until_there()
    {
        var schedule = new LinearDecay(From: 0.5, Final: 0.2);
        schedule.Factor(51, 100).Should().Be(1);
        schedule.Factor(76, 100).Should().BeApproximately(1 - 0.8 * 0.5, 1e-12);
    }

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
            { new LinearDecay(From: 1), "LinearDecay.From must be in [0, 1), but was 1." },
            { new LinearDecay(Final: -0.5), "LinearDecay.Final must be in [0, 1], but was -0.5." },
        };
}
