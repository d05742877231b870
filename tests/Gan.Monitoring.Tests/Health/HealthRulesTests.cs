using Gan.Data;
using Gan.Losses;
using Microsoft.Extensions.Logging;
using static TorchSharp.torch;

namespace Gan.Monitoring.Tests.Health;

/// <summary>How findings begin, end and are told: what the numbers of a reading mean.</summary>
public sealed class HealthRulesTests
{
    [Fact]
    public void A_finding_ends_when_what_it_saw_is_over_and_may_come_again()
    {
        var log = new Lines();
        var monitor = Train(new Sometimes(n => n is (> 40 and < 80) or > 160), log);
        var spells = monitor.Findings.Where(finding => finding.Kind == HealthKind.NonFinite).ToList();
        spells.Should().HaveCount(2);
        spells[0].Cleared.Should().BeGreaterThan(spells[0].Step);
        spells[1].Cleared.Should().BeNull();
        log.Told.Count(line => line.Level == LogLevel.Warning && line.Text.StartsWith("A loss or score"))
            .Should()
            .Be(2, "a problem is told once while it lasts");
        log.Told.Should()
            .Contain(line =>
                line.Level == LogLevel.Information && line.Text.StartsWith("NonFinite has not been seen since step")
            );
    }

    private static HealthMonitor Train(IGanLoss loss, ILoggerFactory loggers)
    {
        using var data = GaussianMixture.Ring(count: 500);
        var monitor = new HealthMonitor(new() { CheckEvery = 5 });
        Small
            .Gan(data, 100)
            .WithLoss(loss)
            .WithNumberGuard(new(NumberPolicy.Skip) { MaxSkips = 1000 })
            .WithLogging(loggers)
            .AddCallback(monitor)
            .Train()
            .Dispose();
        return monitor;
    }

    /// <summary>No number in some of its calls; the builder tries it before the first step.</summary>
    private sealed record Sometimes(Func<int, bool> Bad) : IGanLoss
    {
        private int calls;

        public Tensor Discriminator(Tensor real, Tensor fake) => new NonSaturatingLoss().Discriminator(real, fake);

        // The monitor asks the loss too, in double precision; only the training is to fail.
        public Tensor Generator(Tensor fake, Func<Tensor> real) =>
            new NonSaturatingLoss().Generator(fake, real)
            * (fake.dtype == ScalarType.Float32 && Bad(2 * ++calls) ? double.NaN : 1);
    }

    private sealed class Lines : ILoggerFactory, ILogger
    {
        public List<(LogLevel Level, string Text)> Told { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider) { }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Told.Add((logLevel, formatter(state, exception)));

        public void Dispose() { }
    }
}
