using Microsoft.Extensions.Logging;

namespace Gan.Monitoring;

internal static partial class HealthLog
{
    [LoggerMessage(300, LogLevel.Warning, "{Sentence} {Advice}")]
    internal static partial void Found(ILogger log, string sentence, string advice);

    [LoggerMessage(301, LogLevel.Information, "{Kind} has not been seen since step {Step}")]
    internal static partial void Cleared(ILogger log, HealthKind kind, long step);
}
