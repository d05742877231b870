using FluentAssertions;
using Xunit;

namespace Gan.Tests.Training.LearningRates;

public sealed class CyclicRateTests
{
    [Fact]
    public void A_cyclic_rate_rises_and_falls_within_a_period() =>
        new long[] { 1, 3, 5, 7, 9 }
            .Select(s => new CyclicRate(8, Low: 0).Factor(s, 100))
            .Should()
            .Equal(0, 0.5, 1, 0.5, 0);

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
            { new CyclicRate(1), "CyclicRate.Period must be at least 2, but was 1." },
            { new CyclicRate(5, 1.5), "CyclicRate.Low must be in [0, 1], but was 1.5." },
        };
}
