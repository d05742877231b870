using FluentAssertions;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Gan.Tests.Training;

/// <summary>What was learnt in hours is not lost because somebody who looks on fails.</summary>
public sealed class ObserverGuardTests
{
    private const long Steps = 3; // of Tiny

    private sealed class Watch(Func<long, bool> fails, bool failsAtEnd = false) : ITrainingCallback
    {
        public List<long> Seen { get; } = [];

        public void OnStep(TrainingContext context, StepReport report)
        {
            Seen.Add(report.Step);
            if (fails(report.Step))
            {
                throw new IOException("disk full");
            }
        }

        public void OnEnd(TrainingContext context)
        {
            if (failsAtEnd)
            {
                throw new IOException("disk full at the end");
            }
        }
    }

    private sealed class Metric(Func<long, double> measure) : IGanMetric
    {
        public string Name => "distance";

        public double Measure(TrainingContext context) => measure(context.Step);
    }

    private sealed class Rule : IStoppingRule
    {
        public string? Stop(StepReport report, IDictionary<string, double> memory) =>
            throw new InvalidOperationException("a rule's mistake");

        public IEnumerable<Problem> Problems(IReadOnlyCollection<string> metrics) => [];
    }

    private sealed class Broken : IProgress<StepReport>
    {
        public void Report(StepReport value) => throw new IOException("broken pipe");
    }

    private sealed class Lines : ILoggerFactory, ILogger
    {
        public List<string> Warnings { get; } = [];

        public List<int> Ids { get; } = [];

        public void Log<T>(LogLevel level, EventId id, T state, Exception? e, Func<T, Exception?, string> format)
        {
            Ids.Add(id.Id);
            if (level == LogLevel.Warning)
            {
                Warnings.Add(format(state, e));
            }
        }

        public bool IsEnabled(LogLevel level) => true;

        public IDisposable? BeginScope<T>(T state)
            where T : notnull => null;

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider) { }

        public void Dispose() { }
    }

    [Fact]
    public void A_callback_that_fails_ends_no_training_and_is_called_again()
    {
        var watch = new Watch(step => step == 2);
        var lines = new Lines();
        using var trainer = Tiny.Builder().WithLogging(lines).AddCallback(watch).Build();
        using var gan = trainer.Train();
        gan.Step.Should().Be(Steps);
        watch.Seen.Should().Equal(1, 2, 3);
        lines.Warnings.Should().Equal("Watch failed after step 2, and training goes on: disk full");
        lines.Ids.Should().ContainInOrder(117, 118);
        var failure = trainer.Context.ObserverFailures.Should().ContainSingle().Which;
        failure.ToString().Should().Be("Watch failed after step 2: disk full");
        failure.Error.Should().BeOfType<IOException>();
    }

    [Fact]
    public void A_failure_at_every_step_is_logged_once_and_counted()
    {
        var lines = new Lines();
        using var trainer = Tiny.Builder().WithLogging(lines).AddCallback(new Watch(_ => true)).Build();
        trainer.Train().Dispose();
        lines.Warnings.Should().ContainSingle();
        $"{trainer.Context.ObserverFailures.Single()}"
            .Should()
            .Be("Watch failed after step 1 and 2 more times: disk full");
    }

    [Fact]
    public void A_callback_that_fails_at_its_end_does_not_take_the_trained_gan_along()
    {
        using var trainer = Tiny.Builder().AddCallback(new Watch(_ => false, failsAtEnd: true)).Build();
        using var gan = trainer.Train();
        gan.Step.Should().Be(Steps);
        trainer.Context.ObserverFailures.Single().Error.Message.Should().Be("disk full at the end");
    }

    [Fact]
    public void A_metric_that_fails_leaves_its_value_out_and_the_next_measurement_has_one()
    {
        var metric = new Metric(step => step == 2 ? throw new ArgumentException("too few") : step);
        using var trainer = Tiny.Builder().AddMetric(metric, every: 1).Build();
        var reports = trainer.Steps().ToList();
        reports.Select(report => report.Metrics.GetValueOrDefault("distance", -1)).Should().Equal(1, -1, 3);
        trainer.Context.ObserverFailures.Single().Observer.Should().Be("metric 'distance'");
    }

    [Fact]
    public void Progress_and_stopping_rules_look_on_too()
    {
        using var trainer = Tiny.Builder().AddStopping(new Rule()).Build();
        using var gan = trainer.Train(new Broken());
        gan.Step.Should().Be(Steps);
        trainer.Context.ObserverFailures.Select(failure => failure.Observer).Should().Equal("Rule", "Broken");
    }

    [Fact]
    public void What_was_learnt_is_the_same_bits_with_and_without_failures()
    {
        using var alone = Tiny.Builder().Train();
        using var watched = Tiny.Builder().AddCallback(new Watch(_ => true, failsAtEnd: true)).Train();
        using var expected = alone.Sample(4, seed: 1);
        using var actual = watched.Sample(4, seed: 1);
        actual.allclose(expected, rtol: 0, atol: 0).Should().BeTrue();
    }

    [Fact]
    public void Who_asks_for_it_has_the_training_ended_and_what_was_learnt_at_hand()
    {
        using var trainer = Tiny.Builder()
            .WithObserverPolicy(ObserverPolicy.Throw)
            .AddCallback(new Watch(step => step == 2))
            .Build();
        trainer.Invoking(t => t.Train()).Should().Throw<IOException>().WithMessage("disk full");
        using var learnt = trainer.Snapshot();
        learnt.Step.Should().Be(2);
        trainer.Context.ObserverFailures.Should().BeEmpty();
    }

    [Fact]
    public void A_cancellation_is_no_failure()
    {
        var builder = Tiny.Builder().AddMetric(new Metric(_ => throw new OperationCanceledException()), every: 1);
        builder.Invoking(b => b.Train()).Should().Throw<OperationCanceledException>();
    }

    [Fact]
    public void A_time_out_of_what_a_callback_waits_for_is_a_failure()
    {
        // as HttpClient throws it
        var slow = new TaskCanceledException("no answer in 100 s", new TimeoutException());
        using var trainer = Tiny.Builder().AddMetric(new Metric(_ => throw slow), every: 1).Build();
        using var gan = trainer.Train();
        gan.Step.Should().Be(Steps);
        trainer.Context.ObserverFailures.Single().Error.Should().BeSameAs(slow);
    }

    [Fact]
    public void A_policy_that_is_none_is_refused() =>
        Tiny.Builder()
            .WithObserverPolicy((ObserverPolicy)7)
            .Invoking(builder => builder.Build())
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage("ObserverPolicy must be one of Log, Throw, but was 7.");
}
