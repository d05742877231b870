using Microsoft.Extensions.Logging;

namespace Gan.Tests;

/// <summary>What a training logs, from a level on.</summary>
internal sealed class LogLines(LogLevel least = LogLevel.Trace) : ILoggerFactory, ILogger
{
    internal List<(int Id, LogLevel Level, string Text)> All { get; } = [];

    internal IEnumerable<string> Warnings =>
        All.Where(line => line.Level == LogLevel.Warning).Select(line => line.Text);

    public void AddProvider(ILoggerProvider provider) { }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= least;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) => All.Add((eventId.Id, logLevel, formatter(state, exception)));

    public void Dispose() { }
}
