using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Gan.Tool.Training;

/// <summary>Says what the library logs and a user should know: what was chosen and why, and warnings.</summary>
internal sealed class ToolLog(TextWriter choices, TextWriter warnings) : ILoggerFactory, ILogger
{
    private const int Chosen = 120;
    private const int Counted = 121;
    private const int ObserverFailed = 117; // which the end of the run says, once for all

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => this;

    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("It logs to the console.");

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    /// <inheritdoc/>
    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        if (eventId.Id is Chosen or Counted)
        {
            choices.WriteLine(formatter(state, exception));
        }
        else if (logLevel >= LogLevel.Warning && eventId.Id != ObserverFailed)
        {
            warnings.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Warning: {formatter(state, exception)}"));
        }
    }

    /// <inheritdoc/>
    public void Dispose() { }
}
