using Microsoft.Extensions.Logging;

namespace Gan.Data;

internal static partial class Log
{
    [LoggerMessage(200, LogLevel.Information, "{Folder}: decodes {Count} images on {Workers} threads")]
    internal static partial void Decodes(ILogger log, string folder, int count, int workers);

    [LoggerMessage(201, LogLevel.Information, "{Folder}: {Count} images decoded in {Seconds:f1} s")]
    internal static partial void Decoded(ILogger log, string folder, long count, double seconds);

    [LoggerMessage(
        202,
        LogLevel.Warning,
        "{Folder}: {Count} files skipped ({Kinds}); the first: {First}. ImageFolder.Skipped lists all."
    )]
    internal static partial void Skipped(ILogger log, string folder, int count, string kinds, string first);

    [LoggerMessage(203, LogLevel.Information, "{Cache} is used: {Count} images")]
    internal static partial void CacheUsed(ILogger log, string cache, long count);

    [LoggerMessage(204, LogLevel.Information, "{Cache} is made anew: {Reason}")]
    internal static partial void CacheMade(ILogger log, string cache, string reason);

    [LoggerMessage(
        205,
        LogLevel.Warning,
        "{Cache} cannot be written, so the images stay in memory and are decoded again at the next start: {Reason}"
    )]
    internal static partial void CacheRefused(ILogger log, string cache, string reason);

    [LoggerMessage(206, LogLevel.Warning, "{File}: {Note}")]
    internal static partial void TableNote(ILogger log, string file, string note);

    [LoggerMessage(207, LogLevel.Warning, "{File}: {Note}")]
    internal static partial void TextNote(ILogger log, string file, string note);
}
