using FluentAssertions;
using Xunit;

namespace Gan.Tests.Training.LearningRates;

public sealed class WarmUpTests
{
    [Fact]
    public void A_warm_up_rises_to_the_schedule_it_leads_to()
    {
        new WarmUp(4).Factor(1, 100).Should().Be(0.25);
        new WarmUp(4, new LinearDecay()).Factor(51, 100).Should().BeApproximately(0.5, 1e-12);
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
            { new WarmUp(0), "WarmUp.Steps must be at least 1, but was 0." },
            { new WarmUp(3, new StepDecay(0)), "StepDecay.Every must be at least 1, but was 0." },
        };
}
