using FluentAssertions;
using Xunit;

namespace Gan.Tests.Training.LearningRates;

public sealed class CosineDecayTests
{
    [Fact]
    public void Cosine_decay_is_half_way_down_in_the_middle() =>
        new CosineDecay(Final: 0.1).Factor(51, 100).Should().BeApproximately(0.55, 1e-12);

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_setting_out_of_range_names_bound_and_value(ILearningRateSchedule schedule, string problem) =>
        new AdamOptions { Schedule = schedule }
            .Problems()
            .Should()
            .Equal(problem);

    public static TheoryData<ILearningRateSchedule, string> Bad =>
        new() { { new CosineDecay(Final: 2), "CosineDecay.Final must be in [0, 1], but was 2." } };
}
