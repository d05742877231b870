using Microsoft.Extensions.Logging;

namespace Gan.Monitoring;

internal enum ReportStatus
{
    Running,
    Finished,
    Stopped,
    Failed,
}

/// <summary>What a report knows at the time of writing, beside curves and timeline.</summary>
internal sealed class ReportState
{
    public long Start { get; init; }

    /// <summary>True when samples are made from inputs of the data, and not from latents.</summary>
    public bool Translates { get; init; }

    public ReportStatus Status { get; set; }

    public DateTimeOffset Written { get; set; }

    public string? Failure { get; set; }

    /// <summary>Why images cannot be drawn; null for what is no image.</summary>
    public string? Obstacle { get; set; }

    public string? EndReason { get; set; }

    public StepReport? Last { get; set; }

    /// <summary>The latest of each value that the game reported.</summary>
    public Dictionary<string, double> Values { get; } = [];

    public Dictionary<string, Measurement> Metrics { get; } = [];

    public Neighbourhood? Neighbours { get; set; }

    public SampleStatistics? Statistics { get; set; }

    public Picture? Walk { get; set; }
}

internal static partial class ReportLog
{
    [LoggerMessage(310, LogLevel.Warning, "The report {Path} could not be written: {Reason} It is tried again.")]
    internal static partial void WriteFailed(ILogger log, string path, string reason);
}
