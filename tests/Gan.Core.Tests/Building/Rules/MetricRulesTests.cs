using FluentAssertions;
using Gan.Data;
using Gan.Tests.Game;
using Xunit;

namespace Gan.Tests.Building.Rules;

/// <summary>What a metric or callback says it needs is listed by Build() with all else.</summary>
public sealed class MetricRulesTests
{
    private sealed class Picky(string name = "picky") : IGanMetric
    {
        public string Name => name;

        public bool NeedsGenerator => true;

        public IEnumerable<Problem> Problems(GanSettings settings)
        {
            if (settings.DataCount < 1_000_000)
            {
                yield return new($"It needs 1000000 samples, but there are {settings.DataCount}.", "Take more data.");
            }
        }

        public double Measure(TrainingContext context) => 0;
    }

    private sealed class Blind : ITrainingCallback
    {
        public IEnumerable<Problem> Problems(GanSettings settings) => [new("It has no eyes.", "Give it some.")];
    }

    [Fact]
    public void What_stands_against_metrics_and_callbacks_is_listed_at_once_under_their_names()
    {
        using var data = GaussianMixture.Ring(count: 50);
        var builder = Tiny.Builder()
            .WithData(data)
            .WithMlp(MlpOptions.Small)
            .WithTraining(new TrainingOptions { Steps = 0, BatchSize = 8 })
            .AddMetric(new Picky(), every: 1)
            .AddCallback(new Blind());
        builder
            .Invoking(b => b.Build())
            .Should()
            .Throw<GanConfigurationException>()
            .Which.Problems.Should()
            .Equal(
                "Steps must be at least 1, but was 0.",
                "Blind: It has no eyes. Give it some.",
                "metric 'picky': It needs 1000000 samples, but there are 50. Take more data."
            );
    }

    private sealed class Drawing : IGanMetric
    {
        public string Name => "drawing";

        public bool NeedsGenerator => true;

        public double Measure(TrainingContext context) => context.Sample(2).mean().item<float>();
    }

    [Fact]
    public void A_metric_of_samples_is_refused_in_a_game_that_makes_none()
    {
        using var data = GaussianMixture.Ring(count: 50);
        AnyGame
            .Of(data, (turn, line) => turn.Update(line, part => AnyGame.Mean(line, part)))
            .AddMetric(new Drawing(), every: 1)
            .Invoking(b => b.Build())
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage(
                "metric 'drawing': It judges samples, but no player of AnyGame has a network that makes samples "
                    + "(a GeneratorNetwork). Leave the metric out, or measure what the players do by one of your own."
            );
    }
}
