using Microsoft.Extensions.Logging;

namespace Gan.Monitoring;

/// <summary>Says once in a training that its images cannot be drawn, where pictures are one thing among
/// others.</summary>
internal static partial class PictureLog
{
    /// <summary>Why samples cannot be drawn; null where they can. Of images it is logged: tables have no pictures,
    /// which needs no warning.</summary>
    public static string? Obstacle<TCallback>(TrainingContext context, int count, bool planes)
    {
        var shape = context.Data.SampleShape;
        var obstacle = SamplePicture.Obstacle(shape, count, planes);
        if (obstacle is not null && shape is [_, _, _])
        {
            NoPictures(context.Loggers.CreateLogger<TCallback>(), typeof(TCallback).Name, obstacle);
        }
        return obstacle;
    }

    [LoggerMessage(311, LogLevel.Warning, "The {Callback} has no pictures of samples. {Reason}")]
    private static partial void NoPictures(ILogger log, string callback, string reason);
}
