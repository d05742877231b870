namespace Gan.Networks.Tests;

public sealed class AnomalyThresholdTests
{
    [Fact]
    public void It_is_the_score_of_the_rank_that_conformal_prediction_names()
    {
        var scores = Enumerable.Range(1, 99).Select(i => (float)i).Reverse().ToList();
        AnomalyThreshold.From(scores, 0.05).Score.Should().Be(95); // ⌈0.95 · 100⌉
        AnomalyThreshold.From(scores, 0.5).Score.Should().Be(50);
        AnomalyThreshold.From(scores, 0.01).Score.Should().Be(99);
        AnomalyThreshold.From([.. scores, 1000], 0.05).Score.Should().Be(96); // ⌈0.95 · 101⌉
    }

    [Fact]
    public void A_further_normal_sample_lies_above_it_no_more_often_than_the_rate()
    {
        var random = new Random(2);
        var alarms = 0;
        for (var draw = 0; draw < 4000; draw++)
        {
            var scores = Enumerable.Range(0, 24).Select(_ => (float)random.NextDouble()).ToList();
            alarms += random.NextDouble() > AnomalyThreshold.From(scores, 0.2).Score ? 1 : 0;
        }
        alarms.Should().BeInRange(724, 876); // 20 of 25 ranks: 800 ± 3 standard deviations
    }

    [Fact]
    public void Too_few_scores_rates_out_of_range_and_what_is_no_number_are_refused()
    {
        new Action(() => AnomalyThreshold.From([1, 2, 3], 0.05))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("A false-alarm rate of 0.05 needs at least 19 normal samples, but there are 3.*");
        new Action(() => AnomalyThreshold.From([1], 0)).Should().Throw<ArgumentException>().WithMessage("*in (0, 1)*");
        new Action(() => AnomalyThreshold.From([1, float.NaN], 0.5))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("*must be finite*NaN*");
    }
}
