using Microsoft.Extensions.Logging;

namespace Gan.Serving;

/// <summary>What the server logs; docs/logging.md lists it.</summary>
internal static partial class Log
{
    [LoggerMessage(400, LogLevel.Warning, "Samples of {Requests} requests could not be made")]
    public static partial void NotMade(ILogger log, Exception reason, int requests);

    [LoggerMessage(401, LogLevel.Warning, "A request to {Path} failed")]
    public static partial void Failed(ILogger log, Exception reason, string path);
}
