using FluentAssertions;
using Xunit;

namespace Gan.Tests.Training;

public sealed class LearningRateTests
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

    [Fact]
    public void Cosine_decay_is_half_way_down_in_the_middle() => new CosineDecay(Final: 0.1).Factor(51, 100).Should().BeApproximately(0.55, 1e-12);

    [Fact]
    public void Step_decay_drops_after_each_so_many_steps() =>
        new long[] { 1, 10, 11, 21 }.Select(s => new StepDecay(10, 0.5).Factor(s, 100)).Should().Equal(1, 1, 0.5, 0.25);

    [Fact]
    public void A_cyclic_rate_rises_and_falls_within_a_period() =>
        new long[] { 1, 3, 5, 7, 9 }.Select(s => new CyclicRate(8, Low: 0).Factor(s, 100)).Should().Equal(0, 0.5, 1, 0.5, 0);

    [Fact]
    public void A_warm_up_rises_to_the_schedule_it_leads_to()
    {
        new WarmUp(4).Factor(1, 100).Should().Be(0.25);
        new WarmUp(4, new LinearDecay()).Factor(51, 100).Should().BeApproximately(0.5, 1e-12);
    }

    [Fact]
    public void Half_the_factor_is_half_the_rate()
    {
        TrainedGan Trained(OptimizerOptions options) =>
            Tiny.Builder().WithOptimizers(options).WithTraining(new() { Steps = 3, BatchSize = 8, Seed = 5 }).Train();
        using var scheduled = Trained(new AdamOptions(2e-3) { Schedule = new Half() });
        using var plain = Trained(new AdamOptions(1e-3));
        using var other = Trained(new AdamOptions(2e-3));
        using var scope = TorchSharp.torch.NewDisposeScope();
        Values(scheduled).Should().Equal(Values(plain)).And.NotEqual(Values(other));
    }

    private static float[] Values(TrainedGan gan) => gan.Sample(4, seed: 1).data<float>().ToArray();

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_schedule_out_of_range_names_bound_and_value(ILearningRateSchedule schedule, string problem) =>
        new AdamOptions { Schedule = schedule }.Problems().Should().ContainSingle().Which.Should().Be(problem);

    public static TheoryData<ILearningRateSchedule, string> Bad => new()
    {
        { new LinearDecay(From: 1), "LinearDecay.From must be in [0, 1), but was 1." },
        { new LinearDecay(Final: -0.5), "LinearDecay.Final must be in [0, 1], but was -0.5." },
        { new CosineDecay(Final: 2), "CosineDecay.Final must be in [0, 1], but was 2." },
        { new StepDecay(0), "StepDecay.Every must be at least 1, but was 0." },
        { new StepDecay(5, 0), "StepDecay.Gamma must be in (0, 1], but was 0." },
        { new CyclicRate(1), "CyclicRate.Period must be at least 2, but was 1." },
        { new CyclicRate(5, 1.5), "CyclicRate.Low must be in [0, 1], but was 1.5." },
        { new WarmUp(0), "WarmUp.Steps must be at least 1, but was 0." },
        { new WarmUp(3, new StepDecay(0)), "StepDecay.Every must be at least 1, but was 0." },
    };

    private sealed record Half : ILearningRateSchedule
    {
        public double Factor(long step, long steps) => 0.5;
    }
}
