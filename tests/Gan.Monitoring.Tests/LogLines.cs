using Microsoft.Extensions.Logging;

namespace Gan.Monitoring.Tests;

/// <summary>What was logged from a level on, as sentences.</summary>
internal sealed class LogLines(LogLevel least = LogLevel.Warning) : ILoggerFactory, ILogger
{
    public List<string> All { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) { }

    public void Dispose() { }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= least;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        if (IsEnabled(logLevel))
        {
            All.Add(formatter(state, exception));
        }
    }
}
